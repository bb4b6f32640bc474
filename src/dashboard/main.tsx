import { render } from 'preact';
import { App } from './app.tsx';
import { applyPreferences } from './context/preferences.ts';
import './styles/tokens.css';
import './styles/base.css';
import './styles/shell.css';
import './styles/parts.css';
import './styles/pages.css';

applyPreferences();
render(<App />, document.getElementById('app') as HTMLElement);

import { render } from 'preact';
import { App } from './shell/app.tsx';
import { apply } from './shell/preferences.ts';
import './styles/tokens.css';
import './styles/base.css';
import './styles/shell.css';
import './styles/parts.css';
import './styles/pages.css';

apply();
render(<App />, document.getElementById('app') as HTMLElement);

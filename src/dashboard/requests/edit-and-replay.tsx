import { useState } from 'preact/hooks';
import type { Schemas } from '../control/call.ts';
import { Act } from '../parts/act.tsx';

type Request = Schemas['Request'];

interface EditAndReplayProps {
  readonly request: Request;
  readonly path: string;
  readonly done: (made: Request) => void;
}

/** Change what was sent and send it again: the answer is a new entry that names this one. */
export function EditAndReplay({ request, path, done }: EditAndReplayProps) {
  const before = request.request?.body;
  const wasText = typeof before === 'string';
  const [method, setMethod] = useState(request.method);
  const [target, setTarget] = useState(request.path);
  const [body, setBody] = useState(before === undefined ? '' : wasText ? before : JSON.stringify(before, null, 2));
  const parsed = body === '' ? undefined : wasText ? body : parse(body);
  const broken = parsed instanceof SyntaxError ? `The body is not JSON: ${parsed.message}` : undefined;
  const edits = {
    ...(method === request.method ? {} : { method }),
    ...(target === request.path ? {} : { path: target }),
    ...(parsed === undefined || broken ? {} : { body: parsed }),
  };
  return (
    <section class="edit-replay" aria-label="Edit and replay">
      <div class="edit-line">
        <label class="field">
          Method
          <select value={method} onChange={(event) => setMethod(event.currentTarget.value)}>
            {['GET', 'POST', 'PATCH', 'PUT', 'DELETE'].map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        </label>
        <label class="field grow">
          Path
          <input class="mono" value={target} onInput={(event) => setTarget(event.currentTarget.value)} />
        </label>
      </div>
      <label class="field">
        Body
        <textarea
          class="mono"
          rows={14}
          spellcheck={false}
          value={body}
          onInput={(event) => setBody(event.currentTarget.value)}
        />
      </label>
      <Act<Request>
        tone="primary"
        call={{ method: 'POST', path: `${path}/replay`, body: { edits } }}
        notNow={broken}
        done={done}
        saying={({ status }) => `Replayed: ${status}`}
      >
        Send it
      </Act>
    </section>
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return error;
  }
}

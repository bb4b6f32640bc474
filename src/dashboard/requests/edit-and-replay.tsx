import { useState } from 'preact/hooks';
import type { ApiSchemas } from '../control/schemas.ts';
import { ActionButton } from '../parts/action-button.tsx';

interface EditAndReplayProps {
  readonly request: ApiSchemas['Request'];
  readonly path: string;
  readonly done: (made: ApiSchemas['Request']) => void;
}

/** Edits a request and sends it again: the answer is a new entry that refers to this one. */
export function EditAndReplay({ request, path, done }: EditAndReplayProps) {
  const originalBody = request.request?.body;
  const bodyWasText = typeof originalBody === 'string';
  const [method, setMethod] = useState(request.method);
  const [target, setTarget] = useState(request.path);
  const [body, setBody] = useState(
    originalBody === undefined ? '' : bodyWasText ? originalBody : JSON.stringify(originalBody, null, 2),
  );
  const parsed = body === '' ? undefined : bodyWasText ? body : parseJsonOrError(body);
  const syntaxProblem = parsed instanceof SyntaxError ? `The body is not JSON: ${parsed.message}` : undefined;
  const edits = {
    ...(method === request.method ? {} : { method }),
    ...(target === request.path ? {} : { path: target }),
    ...(parsed === undefined || syntaxProblem ? {} : { body: parsed }),
  };
  return (
    <section class="edit-replay" aria-label="Edit and replay">
      <div class="edit-line">
        <label class="field">
          Method
          <select value={method} onChange={(event) => setMethod(event.currentTarget.value)}>
            {['GET', 'POST', 'PATCH', 'PUT', 'DELETE'].map((httpMethod) => (
              <option key={httpMethod}>{httpMethod}</option>
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
      <ActionButton<ApiSchemas['Request']>
        tone="primary"
        call={{ method: 'POST', path: `${path}/replay`, body: { edits } }}
        disabledReason={syntaxProblem}
        onSuccess={done}
        successMessage={({ status }) => `Replayed: ${status}`}
      >
        Send request
      </ActionButton>
    </section>
  );
}

function parseJsonOrError(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return error;
  }
}

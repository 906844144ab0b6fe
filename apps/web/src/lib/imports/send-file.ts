type Sent = { ok: true; id: string } | { ok: false; message: string };

/** Sends a form with a file, telling how far it is; fetch cannot tell that. */
export function sendFile(
  form: HTMLFormElement,
  onProgress: (progress: { done: number; total: number }) => void,
): Promise<Sent> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open('POST', '/api/v1/imports');
    request.responseType = 'json';
    request.upload.onprogress = ({ loaded, total }) => onProgress({ done: loaded, total });
    request.onerror = () => resolve({ ok: false, message: 'The upload broke off; send the file again.' });
    request.onload = () => {
      const answer = request.response as { id?: string; detail?: string } | null;
      if (request.status === 201 && answer?.id) resolve({ ok: true, id: answer.id });
      else resolve({ ok: false, message: answer?.detail ?? `The server answered with ${request.status}.` });
    };
    request.send(new FormData(form));
  });
}

// The login: a key for a session. Where to go afterwards is in the address's hash, which names a
// view of this page and nothing else.
import { html, nothing, render } from '../html.js';
import { logIn } from '../session.js';

/** Shows the login and calls back once somebody is logged in. */
export function mount(root, done) {
  const s = { error: '', busy: false };

  async function submit(event) {
    event.preventDefault();
    const input = event.target.elements.key;
    s.busy = true;
    s.error = '';
    draw();
    try {
      await logIn(input.value.trim());
      input.value = '';
      done();
      return;
    } catch (e) {
      s.error = e.sentence ?? e.message;
    }
    s.busy = false;
    draw();
    input.select();
  }

  function draw() {
    render(
      html`
        <section class="panel login" aria-label="Log in">
          <form @submit=${submit}>
            <h1>Log in</h1>
            <p class="soft">With a key of the role read, desk or admin. <code>deploy/rapport keys create --role desk --site default</code> makes one.</p>
            <label class="field">Key<input name="key" type="password" required maxlength="8000" autocomplete="current-password" spellcheck="false" autofocus /></label>
            ${s.error ? html`<p class="error" role="alert">${s.error}</p>` : nothing}
            <div class="row"><button class="primary" ?disabled=${s.busy}>Log in</button></div>
          </form>
        </section>`,
      root,
    );
  }

  draw();
}

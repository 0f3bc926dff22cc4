// In the preview alone: loads a page anew when there is another build of it, and shows what is
// wrong in the site.

const about = `/.whodex-preview?${location.pathname}`;

function say(role, text, colours) {
  const box = document.createElement("pre");
  box.id = "whodex-preview";
  box.setAttribute("role", role);
  box.style = "position: fixed; inset: auto 0 0; z-index: 99; margin: 0; padding: 1em;" +
    `max-height: 40vh; overflow: auto; white-space: pre-wrap; ${colours}`;
  box.textContent = text;
  document.body.append(box);
}

let seen;
async function look() {
  const { build, first, problems } = await (await fetch(about)).json();
  const now = `${build} ${first}`;
  if (seen === undefined) {
    if (problems.length) say("alert", problems.join("\n"), "background: #7a1620; color: #fff");
    else if (first) say("status", "The rest of the site is being built.", "background: #dde; color: #000");
  } else if (seen !== now) location.reload();
  seen = now;
}
setInterval(() => look().catch(() => {}), 100);

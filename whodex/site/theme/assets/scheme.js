{%- import "partials/material.html" as material -%}
// What only scripts use and is the same on all pages is made here: Material's own script with what
// it reads from a page (its settings, two switches of parts that this site doesn't have, the button
// that changes the colour scheme), and the place where search.js lists what it finds.
{
  const SCHEMES = [
    ["(prefers-color-scheme)", "default", "Switch to light"],
    ["(prefers-color-scheme: light)", "default", "Switch to dark"],
    ["(prefers-color-scheme: dark)", "slate", "As the system"],
  ];
  const here = document.currentScript;
  const base = new URL("..", here.src).href;
  const buttons = SCHEMES.map(([media, scheme, name], n) => `
    <input class="md-option" data-md-color-media="${media}" data-md-color-scheme="${scheme}" data-md-color-primary="custom" data-md-color-accent="custom" aria-label="${name}" type="radio" name="__palette" id="__palette_${n}"><label class="md-header__button md-icon" title="${name}" for="__palette_${(n + 1) % SCHEMES.length}" hidden></label>`);
  here.insertAdjacentHTML("beforebegin", `
    <form class="md-header__option" data-md-component="palette">${buttons.join("")}</form>
    <input class="md-toggle" data-md-toggle="drawer" type="checkbox" hidden>
    <input class="md-toggle" data-md-toggle="search" type="checkbox" hidden>
    <script id="__config" type="application/json">${JSON.stringify({ base, features: [], translations: {} })}</script>`);

  const box = document.querySelector(".wx-find__box");
  if (box) {
    Object.assign(box, { autocomplete: "off", autocapitalize: "off", spellcheck: false, enterKeyHint: "search" });
    box.setAttribute("aria-label", box.placeholder);
    box.setAttribute("aria-controls", "wx-found");
    box.form.insertAdjacentHTML("afterend", `<div class="wx-found" id="wx-found" hidden></div>`);
  }

  document.addEventListener("DOMContentLoaded", () => {
    const parts = { header: ".wx-header", main: "main", content: "#content" };
    for (const [part, place] of Object.entries(parts)) document.querySelector(place).dataset.mdComponent = part;
    const script = document.createElement("script");
    script.src = new URL("{{ material.script }}", base);
    document.body.append(script);
  });
}

// Material's two inline scripts: what its own script calls to remember things, and the colour
// scheme that the reader chose, set before the page is painted.
__md_scope=new URL("..",document.currentScript.src),__md_hash=e=>[...e].reduce(((e,_)=>(e<<5)-e+_.charCodeAt(0)),0),__md_get=(e,_=localStorage,t=__md_scope)=>JSON.parse(_.getItem(t.pathname+"."+e)),__md_set=(e,_,t=localStorage,a=__md_scope)=>{try{t.setItem(a.pathname+"."+e,JSON.stringify(_))}catch(e){}};
var palette=__md_get("__palette");if(palette&&palette.color){if("(prefers-color-scheme)"===palette.color.media){var media=matchMedia("(prefers-color-scheme: light)"),input=document.querySelector(media.matches?"[data-md-color-media='(prefers-color-scheme: light)']":"[data-md-color-media='(prefers-color-scheme: dark)']");palette.color.media=input.getAttribute("data-md-color-media"),palette.color.scheme=input.getAttribute("data-md-color-scheme"),palette.color.primary=input.getAttribute("data-md-color-primary"),palette.color.accent=input.getAttribute("data-md-color-accent")}for(var[key,value]of Object.entries(palette.color))document.body.setAttribute("data-md-color-"+key,value)}

// Debian's Chromium, cut off from every network. Its path is in the environment.
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const FLAGS = [
  "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
  "--disable-background-networking", "--proxy-server=127.0.0.1:9",
];
const FRESH = {
  viewport: { width: 1280, height: 720 }, colorScheme: "light", reducedMotion: "reduce", media: null,
};

/** One browser, and a window of it for pages with scripts and one for those without. */
export class Browser {
  static async open() {
    const launched = chromium.launch({ executablePath: process.env.CHROMIUM, args: FLAGS });
    return new Browser(await launched);
  }

  constructor(browser) {
    this.browser = browser;
    this.windows = new Map();
  }

  close() {
    return this.browser.close();
  }

  /** Load a file anew and hand its page to `use`, with all that it says and asks for. */
  async visit(file, { javaScriptEnabled = true, ...options }, use) {
    const window = await this.window(javaScriptEnabled);
    const { viewport, ...media } = { ...FRESH, ...options };
    await window.page.setViewportSize(viewport);
    await window.page.emulateMedia(media);
    window.heard = { console: [], requests: [], failed: [], dialogs: [] };
    await window.page.goto(pathToFileURL(resolve(file)).href);
    const found = await use(window.page, window.heard);
    await window.page.goto("about:blank");
    return found;
  }

  /** Open an address of this machine in a window of its own, online and forgotten afterwards. */
  async open(address, options, use) {
    const { viewport, ...media } = { ...FRESH, ...options };
    const context = await this.browser.newContext({ viewport });
    const window = listened(await context.newPage());
    window.heard = { console: [], requests: [], failed: [], dialogs: [] };
    await window.page.emulateMedia(media);
    await window.page.goto(address);
    const found = await use(window.page, window.heard);
    await context.close();
    return found;
  }

  async window(javaScriptEnabled) {
    if (!this.windows.has(javaScriptEnabled)) {
      const context = await this.browser.newContext({ offline: true, javaScriptEnabled });
      this.windows.set(javaScriptEnabled, listened(await context.newPage()));
    }
    return this.windows.get(javaScriptEnabled);
  }
}

/** A page with a list of what is heard from it, to be emptied before each visit. */
function listened(page) {
  const window = { page, heard: null };
  page.on("console", (message) => window.heard.console.push(message.text()));
  page.on("pageerror", (error) => window.heard.console.push(String(error)));
  page.on("request", (request) => window.heard.requests.push(request.url()));
  page.on("requestfailed", (request) => window.heard.failed.push(request.failure().errorText));
  page.on("dialog", (dialog) => {
    window.heard.dialogs.push(dialog.message());
    dialog.dismiss();
  });
  return window;
}

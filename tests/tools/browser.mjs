// SPDX-License-Identifier: Apache-2.0
// A real browser on a phone's small screen, with axe to judge the pages. SKIP (77) with the reason when a tool is missing.
import fs from "node:fs";
import path from "node:path";

const skip = (why) => { console.log(`SKIP: ${why}`); process.exit(77); };
const { chromium } = await import("playwright-core").catch(() => skip("playwright-core is not installed (npm ci in tests/)"));
const { default: AxeBuilder } = await import("@axe-core/playwright").catch(() => skip("@axe-core/playwright is not installed (npm ci in tests/)"));
const executablePath = ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find((p) => fs.existsSync(p)) ?? skip("chromium is not installed");

export const browser = await chromium.launch({ executablePath, args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync"] }).catch((e) => skip(`chromium does not start: ${e.message.split("\n")[0]}`));

// A phone of 320 px. Errors of scripts end up in `page.problems`.
export async function phonePage(url, { locale = "en", script = true, width = 320, height = 640, dark = false } = {}) {
  const context = await browser.newContext({ baseURL: url, locale, javaScriptEnabled: script, viewport: { width, height }, isMobile: true, hasTouch: true,
    colorScheme: dark ? "dark" : "light", ignoreHTTPSErrors: true });
  const page = await context.newPage();
  page.problems = [];
  page.on("pageerror", (e) => page.problems.push(String(e)));
  page.on("console", (m) => { if (m.type() === "error" && !/Failed to load resource|ERR_/.test(m.text())) page.problems.push(m.text()); });
  return page;
}

// Bytes of the page with all it loads, as a first visit costs them, not packed.
export async function weight(page) {
  const urls = await page.evaluate(() => [location.href, ...[...document.querySelectorAll("link[rel=stylesheet]")].map((l) => l.href),
    ...[...document.images, ...document.scripts].map((e) => e.src)]);
  let sum = 0;
  for (const u of urls) sum += (await (await page.context().request.get(u)).body()).length;
  return sum;
}

// What axe finds, as lines; and whether something leaves the screen at its side.
export async function judge(page) {
  const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]).analyze();
  const out = violations.map((v) => `${v.id}: ${v.help} (${v.nodes.map((n) => n.target.join(" ")).join(", ")})`);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (wide > 0) out.push(`${wide} px wider than the screen`);
  return out;
}

// With TGOV_SHOTS=FOLDER the pages are kept as pictures, to be looked at.
export async function shot(page, name) {
  if (process.env.TGOV_SHOTS) await page.screenshot({ path: path.join(process.env.TGOV_SHOTS, `${name}.png`), fullPage: true });
}

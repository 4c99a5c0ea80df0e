import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import fc from "fast-check";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type DriftReport, driftKinds } from "../../provider/model/drift.ts";
import { driftHtml } from "../../provider/report/drift/html.ts";
import { has } from "../parts.ts";
import { hostileReport } from "../report/hostile.ts";
import { cleanReport, facts, fullReport } from "../report/sample-drift.ts";
import { browserPart, contrast, launch } from "./support.ts";

interface Opened {
  readonly page: Page;
  /** Whatever the page said on its console, and whatever it asked of a network or a disk. */
  readonly said: string[];
}

describe.skipIf(!has("the drift report in a browser", browserPart))("the drift report in a browser", () => {
  const folder = mkdtempSync(join(tmpdir(), "drift-html-"));
  const [file, second] = [join(folder, "drift.html"), join(folder, "second.html")];
  let browser: Browser;
  beforeAll(async () => {
    writeFileSync(file, driftHtml(fullReport, facts));
    browser = await launch();
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true });
  });

  async function open(options: BrowserContextOptions = {}, path = file): Promise<Opened> {
    const context = await browser.newContext({ offline: true, viewport: { width: 1200, height: 900 }, ...options });
    const page = await context.newPage();
    const said: string[] = [];
    page.on("console", (message) => said.push(message.text()));
    page.on("pageerror", (error) => said.push(error.message));
    page.on("request", (request) => {
      if (![path, second].some((known) => request.url() === pathToFileURL(known).href)) said.push(`asks for ${request.url()}`);
    });
    page.on("dialog", (dialog) => said.push(`says ${dialog.message()}`));
    await page.goto(pathToFileURL(path).href);
    return { page, said };
  }

  const visibleItems = (page: Page) => page.locator("[data-item]:visible").count();

  test("opens offline, asks for nothing, and has nothing to complain of", async () => {
    const { page, said } = await open();
    expect(await page.title()).toBe("5 of 7 drifted · web");
    expect(await page.locator(".tile").allInnerTexts()).toEqual([
      "1/7\nIn sync",
      "1\nChanged",
      "1\nMissing",
      "1\nUnmanaged",
      "1\nLeaked",
      "1\nPower",
      "1\nIgnored",
      "1\nNot checked",
    ]);
    await expect(page.locator("#changed .before").allInnerTexts()).resolves.toEqual(["− 8Gi"]);
    await expect(page.locator("#changed .after").allInnerTexts()).resolves.toEqual(["+ 4Gi", "+ web"]);
    expect(said).toEqual([]);
    await page.context().close();
  });

  test("searches all words in names, fields and values, and says how many there are", async () => {
    const { page, said } = await open();
    await page.locator("#search").fill("SPEC.memory 8gi");
    await expect.poll(() => visibleItems(page), { timeout: 20_000 }).toBe(1);
    expect(await page.locator("#shown").innerText()).toBe("1 of 10 shown");
    await page.locator("#search").fill("no such thing");
    await expect.poll(() => page.locator(".nothing").isVisible(), { timeout: 20_000 }).toBe(true);
    await page.locator("#search").press("Escape");
    await expect.poll(() => page.locator(".nothing").isVisible(), { timeout: 20_000 }).toBe(false);
    await page.locator("#search").fill("backup tags");
    await expect.poll(() => page.locator("#ignored tr[data-item]").isVisible(), { timeout: 20_000 }).toBe(true);
    expect(said).toEqual([]);
    await page.context().close();
  });

  test("filters by kind, several at once; tiles lead to their sections", async () => {
    const { page } = await open();
    for (const kind of driftKinds) {
      const chip = page.locator(`[data-filter=${kind}]`);
      await chip.click();
      expect(await page.locator("[data-item]:visible").evaluateAll((all) => all.map((one) => one.getAttribute("data-item")))).toEqual([
        kind,
      ]);
      await chip.click();
    }
    await page.locator("[data-filter=changed]").click();
    await page.locator("[data-filter=missing]").click();
    expect(await visibleItems(page)).toBe(2);
    await page.context().close();
    const again = await open();
    await again.page.locator("a.tile[href='#leaked']").click();
    expect(await again.page.locator("#leaked").isVisible()).toBe(true);
    await again.page.context().close();
  });

  test("is worked by keyboard alone", async () => {
    const { page } = await open();
    await page.keyboard.press("Tab");
    expect(await ask(page, "document.activeElement.className")).toBe("skip");
    await page.keyboard.press("/");
    expect(await ask(page, "document.activeElement.id")).toBe("search");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    expect(await page.locator("[data-filter][aria-pressed=true]").count()).toBe(1);
    expect(await ask(page, "[...document.querySelectorAll('button,input,summary,a[href]')].every((e) => e.tabIndex >= 0)")).toBe(true);
    const unnamed = await ask(
      page,
      "[...document.querySelectorAll('button,input')].filter((e) => !(e.textContent || e.getAttribute('aria-label'))).length",
    );
    expect(unnamed).toBe(0);
    await page.context().close();
  });

  test.each(["light", "dark"] as const)("%s: every text has a contrast of at least 4.5", async (colorScheme) => {
    const { page } = await open({ colorScheme });
    await page.locator("[data-filter=changed]").click();
    await page.locator("#fold").click();
    const texts = await ask<readonly Text[]>(page, COLOURS_OF_TEXTS);
    expect(texts.length).toBeGreaterThan(50);
    expect(contrast(texts[0]?.on ?? "", colorScheme === "dark" ? "rgb(0,0,0)" : "rgb(255,255,255)")).toBeLessThan(2);
    const weak = texts.filter(({ colour, on }) => contrast(colour, on) < 4.5);
    expect(weak).toEqual([]);
    await page.context().close();
  });

  test("the button turns light into dark and back", async () => {
    const { page } = await open({ colorScheme: "light" });
    const background = () => ask<string>(page, "getComputedStyle(document.body).backgroundColor");
    const light = await background();
    await page.locator("#theme").click();
    expect(contrast(await background(), "rgb(0,0,0)")).toBeLessThan(2);
    await page.locator("#theme").click();
    expect(await background()).toBe(light);
    await page.context().close();
  });

  test.each([400, 700, 1200])("at %i px nothing has to be scrolled sideways", async (width) => {
    const long = "x".repeat(300);
    const [item] = fullReport.items;
    const report = { ...fullReport, items: item ? [{ ...item, address: `ScvmmMachine/${long}/y`, detail: long }] : [] };
    writeFileSync(second, driftHtml(report, facts));
    for (const path of [file, second]) {
      const { page } = await open({ viewport: { width, height: 800 } }, path);
      await page.locator("#fold").click();
      expect(await ask(page, "document.documentElement.scrollWidth")).toBe(width);
      await page.context().close();
    }
  });

  test("can be read without its script, and printed", async () => {
    const { page } = await open({ javaScriptEnabled: false });
    expect(await page.locator(".tools").isVisible()).toBe(false);
    expect(await page.locator("#changed").innerText()).toContain("8Gi");
    await page.emulateMedia({ media: "print" });
    expect(await page.locator(".skip").isVisible()).toBe(false);
    await page.context().close();
    const scripted = await open();
    await ask(scripted.page, 'dispatchEvent(new Event("beforeprint"))');
    await scripted.page.emulateMedia({ media: "print" });
    expect(await scripted.page.locator("#ignored td").first().isVisible()).toBe(true);
    expect((await scripted.page.pdf()).byteLength).toBeGreaterThan(1000);
    await scripted.page.context().close();
  });

  test("no drift is good news", async () => {
    writeFileSync(second, driftHtml(cleanReport, facts));
    const { page, said } = await open({}, second);
    expect(await page.locator(".clean").innerText()).toBe("VMM is as the manifests say.");
    expect(await page.locator(".tools").isVisible()).toBe(false);
    expect(said).toEqual([]);
    await page.context().close();
  });

  test("hostile names are text: nothing runs, nothing is fetched, no element of theirs is there", async () => {
    const { page, said } = await open();
    for (const report of fc.sample(hostileReport, { numRuns: 40, seed: 7 })) {
      writeFileSync(second, driftHtml(report, facts));
      await page.goto(pathToFileURL(second).href);
      expect(await page.locator("script").count()).toBe(1);
      expect(await page.locator("img,iframe,object,embed,link,form,body *[onerror]").count()).toBe(0);
      expect(await page.locator("[data-item]").count()).toBe(itemsOf(report));
      expect(await ask(page, 'document.querySelector("main").nextElementSibling.tagName')).toBe("FOOTER");
    }
    expect(said).toEqual([]);
    await page.context().close();
  });

  test("five thousand items are searched in a blink", async () => {
    const items = Array.from(
      { length: 5000 },
      (_, index) =>
        fullReport.items.map((item) => ({ ...item, address: `${item.address}-${index}` }))[index % 5] as DriftReport["items"][number],
    );
    writeFileSync(second, driftHtml({ ...fullReport, items }, facts));
    const { page } = await open({}, second);
    const took = await ask<number>(
      page,
      `(async () => {
        const search = document.querySelector("#search");
        const started = performance.now();
        search.value = "web-2-40";
        search.dispatchEvent(new Event("input"));
        const shown = document.querySelector("#shown");
        while (shown.textContent === "" && performance.now() - started < 5000) await new Promise((resolve) => setTimeout(resolve, 5));
        return performance.now() - started;
      })()`,
    );
    expect(took).toBeLessThan(2000);
    await page.context().close();
  });
});

const itemsOf = ({ items, ignored, unchecked, coverage }: DriftReport): number =>
  items.length + ignored.length + unchecked.length + (coverage.unmanaged?.length ?? 0) + (coverage.unownedIps?.length ?? 0);

/** Scripts go to the page as texts: types of a browser would hold for all of the project. */
const ask = <T>(page: Page, script: string): Promise<T> => page.evaluate(script) as Promise<T>;

interface Text {
  readonly text: string;
  readonly colour: string;
  readonly on: string;
}

/** The colour of every text that is seen, and of what it stands on. */
const COLOURS_OF_TEXTS = `(() => {
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const { backgroundColor } = getComputedStyle(at);
      if (!/, 0\\)$|transparent/.test(backgroundColor)) return backgroundColor;
    }
    return "rgb(255, 255, 255)";
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!parent.checkVisibility() || !node.textContent.trim() || parent.closest("script,style,.skip")) continue;
    found.push({ text: node.textContent.trim().slice(0, 40), colour: getComputedStyle(parent).color, on: behind(parent) });
  }
  return found;
})()`;

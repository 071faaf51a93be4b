#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// A person sends photos and papers from the phone: turned upright and made smaller by the browser, in pieces that survive
// a lost network, with progress on both sides. In a real browser at 320 px. Exit 77: a tool is missing.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { browser, judge, phonePage, shot, weight } from "../tools/browser.mjs";
import { Box, exif, pdf, program, scratchFolder, segment, startBackend, until } from "../tools/phone.mjs";

if (!fs.existsSync(program)) {
  console.log("SKIP: tgov-backend is not built");
  process.exit(77);
}
const scratch = scratchFolder("phone-upload");
const s = await startBackend({ store: path.join(scratch, "store.db"), extra: ["--assets", process.env.TGOV_BUILD ?? "build"] });
const wish = (more = {}) => ({ kind: "file", field: "photos", label: "A photo of the lamp", hint: "From the front, if you can.", service: "Report a broken street light", max_files: 5, ...more });

async function connect(options) {
  const box = await Box.make(s), events = await box.listen(), page = await phonePage(s.url, options);
  await page.goto((await box.invite(options?.locale)).url);
  await page.click("main form button.main");
  await page.waitForURL(/\/phone/);
  await events.next("phone");
  return { box, events, page };
}

// A photo as cameras make them: lying on its side, with a note how to turn it and where it was taken. Left half red.
async function photo(page, width, height, noise = 0) {
  const plain = Buffer.from(await page.evaluate(async ([w, h, n]) => {
    const c = document.createElement("canvas"), x = c.getContext("2d");
    c.width = w; c.height = h;
    x.fillStyle = "#c00"; x.fillRect(0, 0, w / 2, h);
    x.fillStyle = "#00c"; x.fillRect(w / 2, 0, w / 2, h);
    for (let i = 0; i < n; i++) { x.fillStyle = `hsl(${(i * 137) % 360} 80% 50%)`; x.fillRect((i * 7919) % w, (i * 104729) % h, 9, 9); }
    const b = await new Promise((done) => c.toBlob(done, "image/jpeg", 0.95));
    return [...new Uint8Array(await b.arrayBuffer())];
  }, [width, height, noise]));
  return Buffer.concat([plain.subarray(0, 2), exif(6), segment(0xfe, Buffer.from("MY HOME")), plain.subarray(2)]);
}

// Width, height and the colours near the top and the bottom, as a browser shows it.
const look = (page, bytes, type) => page.evaluate(async ([data, t]) => {
  const b = await createImageBitmap(new Blob([new Uint8Array(data)], { type: t })), c = document.createElement("canvas"), x = c.getContext("2d");
  c.width = b.width; c.height = b.height;
  x.drawImage(b, 0, 0);
  const at = (y) => { const [r, , bl] = x.getImageData(Math.floor(b.width / 2), y, 1, 1).data; return r > bl ? "red" : "blue"; };
  return [b.width, b.height, at(Math.floor(b.height * 0.1)), at(Math.floor(b.height * 0.9))];
}, [[...bytes], type]);

const tests = {
  async "photos are upright, small enough, without their place, and shown on both sides"() {
    for (const locale of ["en", "ko", "ar"]) {
      const { box, events, page } = await connect({ locale });
      await box.wish(wish());
      await page.waitForSelector("#file");
      assert.deepEqual(await judge(page), [], locale);
      const bytes = await weight(page);
      assert.ok(bytes < 30 * 1024, `${bytes} bytes`);
      assert.equal(await page.getAttribute("#file", "accept"), "image/jpeg,image/png,application/pdf");
      // A large one: its long side becomes 2560. A small one: sent as it is, the server takes the place out.
      for (const [name, width, height, noise, wide, tall] of [["large.jpg", 4000, 3000, 4000, 1920, 2560], ["small.jpg", 800, 600, 0, 600, 800]]) {
        await page.setInputFiles("#file", { name, mimeType: "image/jpeg", buffer: await photo(page, width, height, noise) });
        await events.next("upload", (u) => u.state === "sending" && name.startsWith(u.name));
        const done = (await events.next("upload", (u) => u.state === "done")).data;
        assert.deepEqual([done.type, done.thumbnail, done.field], ["image/jpeg", true, "photos"]);
        const kept = (await box.ask("GET", `/files/${done.id}`)).bytes;
        assert.ok(!kept.includes("TAKEN") && !kept.includes("MY HOME"));
        assert.deepEqual(await look(page, kept, "image/jpeg"), [wide, tall, "red", "blue"], name);
        const thumbnail = await box.ask("GET", `/files/${done.id}/thumbnail`);
        assert.equal(thumbnail.headers["content-type"], "image/png");
        assert.deepEqual(await look(page, thumbnail.bytes, "image/png"), [169, 225, "red", "blue"]);
        if (noise) assert.ok(kept.length < 3000000);
      }
      await page.setInputFiles("#file", { name: "form.pdf", mimeType: "application/pdf", buffer: pdf(700000) });
      const paper = (await events.next("upload", (u) => u.state === "done")).data;
      assert.deepEqual([paper.type, paper.thumbnail, paper.name], ["application/pdf", false, "form.pdf"]);
      await until("the list", async () => (await page.locator("#files b").allTextContents()).length === 3 && !(await page.locator("#files progress").count()));
      assert.deepEqual(await judge(page), [], locale);
      await shot(page, `files-${locale}`);
      assert.deepEqual(page.problems, []);
      await page.context().close();
      events.close();
    }
  },

  async "the network goes in the middle and the file goes on from there"() {
    const { box, events, page } = await connect();
    await box.wish(wish());
    await page.waitForSelector("#file");
    const bytes = pdf(3000000);
    let pieces = 0;
    await page.route("**/phone/uploads/*", async (route) => {
      if (route.request().method() === "PATCH" && ++pieces === 4) {
        await page.context().setOffline(true);
        return route.abort("internetdisconnected");
      }
      return route.continue();
    });
    await page.setInputFiles("#file", { name: "long.pdf", mimeType: "application/pdf", buffer: bytes });
    await until("it says so", async () => /Waiting for the network/.test(await page.textContent("#files")));
    assert.deepEqual(await judge(page), []);
    await shot(page, "files-offline");
    const before = pieces;
    await page.context().setOffline(false);
    const done = (await events.next("upload", (u) => u.state === "done")).data;
    assert.equal(done.size, bytes.length);
    assert.equal((await box.ask("GET", `/files/${done.id}`)).bytes.compare(bytes), 0);
    assert.ok(pieces - before <= Math.ceil(bytes.length / 262144) - 2, "what was there was not sent again");
    await page.context().close();
    events.close();
  },

  async "stopping, refusals and too many are said in words on both sides"() {
    const { box, events, page } = await connect();
    await box.wish(wish({ max_files: 1, max_bytes: 4000000 }));
    await page.waitForSelector("#file");
    await page.setInputFiles("#file", { name: "lamp.jpg", mimeType: "image/jpeg", buffer: Buffer.from("<svg onload='x'></svg>............") });
    await until("refused", async () => /can contain a program/.test(await page.textContent("#files")));
    assert.equal((await events.next("upload", (u) => u.state === "refused")).data.why, "type");
    await page.setInputFiles("#file", { name: "large.pdf", mimeType: "application/pdf", buffer: pdf(5000000) });
    await until("too large", async () => /too large/.test(await page.textContent("#files")));
    let hold;
    const held = new Promise((go) => (hold = go));
    await page.route("**/phone/uploads/*", async (route) => { if (route.request().method() === "PATCH") await held; return route.continue().catch(() => {}); });
    await page.setInputFiles("#file", { name: "stop.pdf", mimeType: "application/pdf", buffer: pdf(600000) });
    await events.next("upload", (u) => u.state === "sending");
    await page.locator("#files li:last-child button").click();
    assert.equal((await events.next("upload", (u) => u.state === "refused")).data.why, "stopped");
    hold();
    await page.unroute("**/phone/uploads/*");
    await page.setInputFiles("#file", { name: "one.pdf", mimeType: "application/pdf", buffer: pdf(1000) });
    await events.next("upload", (u) => u.state === "done");
    await page.setInputFiles("#file", { name: "two.pdf", mimeType: "application/pdf", buffer: pdf(1000) });
    await until("too many", async () => /Remove one first/.test(await page.textContent("#files")));
    assert.deepEqual(await judge(page), []);
    // Removed on the phone, there is room again.
    await page.locator("#files li", { hasText: "one.pdf" }).locator("button").click();
    await events.next("upload", (u) => u.state === "refused" && u.name === "one.pdf");
    await page.setInputFiles("#file", { name: "three.pdf", mimeType: "application/pdf", buffer: pdf(1000) });
    await events.next("upload", (u) => u.state === "done" && u.name === "three.pdf");
    assert.match(await page.textContent("#files"), /stop\.pdf Stopped/);
    await shot(page, "files-refused");
    assert.deepEqual(page.problems, []);
    await page.context().close();
    events.close();
  },

  async "without a script a file goes with the form"() {
    const { box, events, page } = await connect({ script: false });
    await box.wish(wish());
    await page.click("text=See what the television asks");
    await page.setInputFiles("#file", { name: "form.pdf", mimeType: "application/pdf", buffer: pdf(300000) });
    await page.click("form[enctype] button");
    assert.equal((await events.next("upload")).data.state, "done");
    assert.match(await page.textContent("#files"), /form\.pdf/);
    await shot(page, "files-no-script");
    await page.click("#files button");
    assert.equal((await events.next("upload")).data.why, "stopped");
    assert.doesNotMatch(await page.textContent("#files"), /form\.pdf/);
    await page.context().close();
    events.close();
  },
};

for (const [name, test] of Object.entries(tests)) {
  if (process.argv[2] && !name.includes(process.argv[2])) continue;
  try {
    await test();
    console.log("ok", name);
  } catch (e) {
    console.log("FAILED", name, "\n", e.stack, "\n", s.log.split("\n").slice(-15).join("\n"));
    process.exitCode = 1;
  }
}
await browser.close();
await s.stop();
process.exit();

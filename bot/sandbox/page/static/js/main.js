// Starts the page and asks, every 700 ms, whether anything has changed.

import * as api from "./api.js";
import { Chat } from "./chat.js";
import { Clock } from "./clock.js";
import { byId } from "./dom.js";
import { startDrops } from "./drops.js";
import { FaultPanel } from "./faults.js";
import { startHints } from "./hint.js";
import { startPanes } from "./panes.js";
import { Sheet } from "./sheet.js";
import { visit } from "./visit.js";
import { startWorkbookLinks } from "./workbook_links.js";

const PAUSE = 700;

class Page {
  constructor() {
    const soon = () => this.look();
    this.sheet = new Sheet(soon);
    this.chat = new Chat(soon);
    this.clock = new Clock(soon);
    this.faults = new FaultPanel();
    this.revision = null;
  }

  /** Looks now; a look asked for while one is under way follows it. */
  async look() {
    clearTimeout(this.timer);
    if (this.looking) {
      this.again = true;
      return;
    }
    this.looking = true;
    this.again = false;
    await this.draw();
    this.looking = false;
    if (this.again) this.look();
    else this.timer = setTimeout(() => this.look(), PAUSE);
  }

  async draw() {
    try {
      const { revision, now } = await api.revision();
      this.clock.show(new Date(now));
      if (revision !== this.revision) await this.drawAll(revision);
      else if (this.chat.loading) await this.chat.load();
      byId("offline").hidden = true;
    } catch (error) {
      byId("offline").hidden = false;
      byId("offline").title = error.message;
    }
  }

  async drawAll(revision) {
    await Promise.all([this.sheet.refresh(), this.chat.refresh(), this.faults.refresh()]);
    this.revision = revision;
    document.body.dataset.revision = String(revision);
  }
}

startDrops();
startHints();
startPanes();
const page = new Page();
startWorkbookLinks((place) => visit(page.sheet, place));
page.look();

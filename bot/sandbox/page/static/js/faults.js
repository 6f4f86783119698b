// Switches for what goes wrong, each told in Thai.

import * as api from "./api.js";
import { byId, make } from "./dom.js";
import { attempt } from "./toast.js";

const FAULTS = [
  ["429", "ขอถี่เกินไป", "บริการตอบว่าเรียกถี่เกินไป และบอกเวลาที่ต้องรอ"],
  ["429-bare", "ขอถี่เกินไป ไม่บอกเวลา", "บริการตอบว่าเรียกถี่เกินไป โดยไม่บอกว่าต้องรอนานเท่าใด"],
  ["401", "สิทธิ์เข้าใช้หมดอายุ", "ระบบต้องขอสิทธิ์ใหม่แล้วทำต่อ"],
  ["500", "ผิดพลาดภายใน", "บริการตอบว่าเกิดข้อผิดพลาดภายใน"],
  ["503", "ไม่พร้อมให้บริการ", "บริการปิดชั่วคราว"],
  ["504", "ทำงานนานเกินไป", "บริการตอบว่าหมดเวลาก่อนทำเสร็จ"],
  ["502-html", "ตอบเป็นหน้าเว็บ", "ตัวกลางตอบหน้าเว็บแทนข้อมูล"],
  ["hang", "ค้าง 5 วินาที", "คำขอค้าง แล้วจบด้วย 503"],
  ["slow", "ตอบช้า 3 วินาที", "งานเสร็จแล้ว แต่คำตอบมาช้า"],
  ["reset", "สายหลุด", "การเชื่อมต่อถูกตัดก่อนทำงาน"],
  ["lost-answer", "ทำแล้วแต่คำตอบหาย", "งานเสร็จ แต่คำตอบไม่ถึงระบบ ต้องไม่ทำซ้ำ"],
  ["503-after-work", "ทำแล้วแต่ตอบ 503", "งานเสร็จ แต่บริการตอบว่าไม่พร้อม ต้องไม่ทำซ้ำ"],
  ["timeout-after-accept", "LINE รับแล้วค้าง", "LINE รับข้อความแล้วแต่ไม่ตอบ ผู้รับต้องไม่ได้ข้อความซ้ำ"],
  ["429-quota", "โควตา LINE หมด", "ใช้ข้อความครบตามแพ็กเกจของเดือนนี้แล้ว"],
  ["duplicate-webhook", "เหตุการณ์ส่งซ้ำ", "LINE ส่งเหตุการณ์เดียวกันมาสองครั้ง"],
  ["standby-webhook", "เหตุการณ์ที่ห้ามตอบ", "มีช่องทางอื่นตอบในแชตนี้อยู่ (standby) ระบบต้องไม่ส่งอะไร"],
  ["reorder-webhooks", "เหตุการณ์สลับลำดับ", "LINE ส่งเหตุการณ์มาไม่ตามลำดับ"],
  ["drive-lag", "Drive แจ้งช้า", "การแก้ไขปรากฏช้าไป 3 นาทีตามนาฬิกาจำลอง"],
  ["changes-duplicate", "Drive แจ้งซ้ำ", "รายการเปลี่ยนแปลงแต่ละรายการมาสองครั้ง"],
  ["changes-reordered", "Drive แจ้งสลับลำดับ", "รายการเปลี่ยนแปลงในหน้านั้นเรียงกลับกัน"],
  ["page-token-refused", "Drive ไม่รับตำแหน่งเดิม", "ตำแหน่งที่จำไว้ใช้ไม่ได้ ต้องเริ่มอ่านใหม่ทั้งหมด"],
  ["400-protected", "ช่องถูกป้องกัน", "Sheets ไม่ให้เขียนช่องที่ป้องกันไว้"],
  ["403-rateLimitExceeded", "Drive ขอถี่เกินไป", "Drive ตอบว่าเรียกถี่เกินไป ลองใหม่ภายหลังได้"],
  ["403-userRateLimitExceeded", "บัญชีขอ Drive ถี่เกินไป", "บัญชีนี้เรียก Drive ถี่เกินไป ลองใหม่ภายหลังได้"],
  ["403-dailyLimitExceeded", "โควตา Drive ของวันหมด", "ใช้ Drive ครบโควตาของวันนี้แล้ว"],
  ["403-storageQuotaExceeded", "พื้นที่เก็บไฟล์หมด", "service account เป็นเจ้าของไฟล์ไม่ได้ ไม่ควรลองซ้ำ"],
  ["403-insufficientFilePermissions", "สิทธิ์ในไฟล์ไม่พอ", "ระบบไม่มีสิทธิ์พอในไฟล์นี้ ไม่ควรลองซ้ำ"],
  ["403-appNotAuthorizedToFile", "แอปไม่มีสิทธิ์ในไฟล์", "ผู้ใช้ไม่ได้ให้แอปเข้าถึงไฟล์ ไม่ควรลองซ้ำ"],
  ["403-domainPolicy", "โดเมนไม่อนุญาต", "กติกาขององค์กรห้ามไว้ ไม่ควรลองซ้ำ"],
  ["403-teamDriveFileLimitExceeded", "ไดรฟ์ที่แชร์เต็ม", "จำนวนไฟล์ในไดรฟ์ที่แชร์ครบแล้ว"],
  ["403-sharingRateLimitExceeded", "แชร์ถี่เกินไป", "วันนี้แชร์ต่อไม่ได้แล้ว ลองใหม่วันถัดไป"],
  ["400-invalidSharingRequest", "แชร์แล้วแต่ส่งอีเมลไม่ได้", "ไฟล์แชร์แล้ว แต่ Google ตอบว่าคำขอผิด"],
];

export class FaultPanel {
  constructor() {
    this.counts = new Map();
    byId("faults").append(...FAULTS.map((fault) => this.row(fault)));
    byId("faults-clear").addEventListener("click", () => this.change(() => api.clearFaults()));
  }

  row([fault, name, told]) {
    const count = make("span", { className: "armed", "aria-live": "polite", data: { testid: `fault-count-${fault}` } });
    this.counts.set(fault, count);
    const arm = make("button", {
      type: "button", text: "เปิด 1 ครั้ง", "aria-label": `เปิด ${name} 1 ครั้ง`, data: { testid: `fault-${fault}` },
      on: { click: () => this.change(() => api.armFault({ fault, times: 1, path: byId("fault-place").value })) },
    });
    const words = make("div", { className: "fault-words" }, make("strong", { text: name }), make("code", { text: fault, lang: "en" }), make("p", { text: told }));
    return make("li", { className: "fault" }, words, make("div", { className: "fault-switch" }, count, arm));
  }

  async refresh() {
    this.show(await api.faults());
  }

  async change(call) {
    const listing = await attempt(call);
    if (listing) this.show(listing);
  }

  show({ faults }) {
    const armed = new Map();
    for (const { fault, times } of faults) armed.set(fault, (armed.get(fault) ?? 0) + times);
    for (const [fault, count] of this.counts) {
      const times = armed.get(fault) ?? 0;
      count.textContent = times ? `รออยู่ ${times} ครั้ง` : "";
      count.title = times ? `armed ${times}` : "";
    }
    const all = [...armed.values()].reduce((sum, times) => sum + times, 0);
    byId("faults-armed").textContent = all ? String(all) : "";
    byId("faults-armed").hidden = all === 0;
    byId("faults-clear").disabled = all === 0;
  }
}

import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { readAmdGpus } from "../../src/capture/amd-gpus.js";
import { parseGpus } from "../../src/capture/gpus.js";
import { temporaryFolder } from "../tools/temporary-folder.js";
import { write } from "./repository.js";

it("a card that is shared has the memory of the whole, and the CUDA that its driver supports", () => {
  // what nvidia-smi 535 printed of an A100 with MIG, as Telegraf's tests keep it, without most of its lines
  const xml = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE nvidia_smi_log SYSTEM "nvsmi_device_v12.dtd">
<nvidia_smi_log>
    <timestamp>Fri Aug  4 11:44:30 2023</timestamp>
    <driver_version>535.54.03</driver_version>
    <cuda_version>12.2</cuda_version>
    <attached_gpus>4</attached_gpus>
    <gpu id="00000000:01:00.0">
        <product_name>NVIDIA A100-SXM4-80GB</product_name>
        <mig_devices>
            <mig_device>
                <fb_memory_usage>
                    <total>19968 MiB</total>
                </fb_memory_usage>
            </mig_device>
            <mig_device>
                <fb_memory_usage>
                    <total>19968 MiB</total>
                </fb_memory_usage>
            </mig_device>
        </mig_devices>
        <fb_memory_usage>
            <total>81920 MiB</total>
        </fb_memory_usage>
    </gpu>
</nvidia_smi_log>
`;
  const [name, memory] = ["NVIDIA A100-SXM4-80GB", 80 * 2 ** 30];
  expect(parseGpus(xml)).toEqual([{ name, memory, driver: "535.54.03", cuda: "12.2" }]);
});

it("a card of an old driver has what that tells", () => {
  // as nvidia-smi 270 printed it, which had other elements
  const xml = `<nvidia_smi_log>
	<driver_version>270.41.06</driver_version>
	<attached_gpus>1</attached_gpus>
	<gpu id="0:1:0">
		<product_name>GeForce 9800 GTX/9800 GTX+</product_name>
	</gpu>
</nvidia_smi_log>
`;
  expect(parseGpus(xml)).toEqual([{ name: "GeForce 9800 GTX/9800 GTX+", driver: "270.41.06" }]);
});

it("AMD's cards are those that the kernel lists, by their own name, by that of their id, or by the id", () => {
  const root = temporaryFolder();
  const card = (number: number, files: Readonly<Record<string, string>>): void => {
    const device = `sys/devices/pci0000:00/0000:0${number % 10}:00.0`;
    const paths = Object.entries(files).map(([name, text]) => [`${device}/${name}`, `${text}\n`]);
    write(root, { ...Object.fromEntries(paths), [`${device}/drm/card${number}/dev`]: "226:0\n" });
    symlinkSync("../..", join(root, device, "drm", `card${number}`, "device"));
    write(root, { "sys/class/drm/version": "drm 1.1.0 20060810\n" });
    const place = `../../devices/pci0000:00/0000:0${number % 10}:00.0/drm/card${number}`;
    symlinkSync(place, join(root, "sys/class/drm", `card${number}`));
  };
  // names and revisions as in libdrm 2.4.114, memory of the cards' data sheets
  const amd = { vendor: "0x1002", product_name: "" };
  const memory = 32 * 2 ** 30;
  card(10, { ...amd, device: "0x1586", revision: "0xc1" });
  card(2, { ...amd, device: "0x738c", revision: "0x01", mem_info_vram_total: String(memory) });
  card(1, { vendor: "0x10de", device: "0x20b2", revision: "0xa1" });
  card(3, { ...amd, product_name: "AMD INSTINCT MI250", device: "0x740c", revision: "0x01" });
  write(root, {
    "sys/class/drm/card2-DP-1/status": "disconnected\n",
    "usr/share/libdrm/amdgpu.ids":
      "# List of AMDGPU IDs\n\n1.0.0\n738C,\t01,\tAMD Instinct MI100\n740C,\t01,\tAMD Instinct MI250X / MI250\n",
  });
  const names = [
    { name: "AMD Instinct MI100", memory },
    { name: "AMD INSTINCT MI250" },
    { name: "AMD 0x1586" },
  ];
  expect(readAmdGpus(root)).toEqual(names);
  write(root, { "sys/module/amdgpu/version": "6.7.0\n" });
  expect(readAmdGpus(root)).toEqual(names.map((each) => ({ ...each, driver: "6.7.0" })));
  expect(readAmdGpus(join(root, "usr"))).toEqual([]);
});

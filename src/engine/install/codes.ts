/** What can stand in the way of installing TensorFlow, each with its way out. */
import { code, diagnoser } from "../../diagnostic.js"

const again = "What was downloaded whole is kept; run the same command again."

export const installCodes = {
  "install-platform": code({
    severity: "error",
    says: ({ found }: { found: string }) =>
      `TensorFlow can be installed on 64-bit x86 Linux with glibc only; this is ${found}.`,
    help: "Use --engine ort-cpu, the default, which runs everywhere.",
  }),
  "install-no-npm": code({
    severity: "error",
    says: ({ path }: { path: string }) => `npm was not found on the PATH (${path}).`,
    help: "Install npm (it comes with Node) or add its folder to PATH, then run the same command again.",
  }),
  "install-no-python": code({
    severity: "error",
    says: (_: object) =>
      "Neither python3 nor python was found on the PATH; it is needed to fetch and unpack TensorFlow.",
    help: "Install it (Debian, Ubuntu: apt install python3 python3-pip; Fedora: dnf install python3-pip), then run the same command again.",
  }),
  "install-no-pip": code({
    severity: "error",
    says: ({ python }: { python: string }) => `${python} has no pip, which fetches TensorFlow.`,
    help: "Install it (Debian, Ubuntu: apt install python3-pip; elsewhere: python3 -m ensurepip --user), then run the same command again.",
  }),
  "install-no-compiler": code({
    severity: "error",
    says: ({ compiler }: { compiler: string }) => `The C++ compiler ${compiler} was not found; it builds the addon.`,
    help: "Install it (Debian, Ubuntu: apt install g++; Fedora: dnf install gcc-c++), or name yours in CXX, then run the same command again.",
  }),
  "install-no-space": code({
    severity: "error",
    says: ({ folder, neededBytes, freeBytes }: { folder: string; neededBytes: number; freeBytes?: number }) =>
      `Not enough free disk at ${folder}: ${gigabytes(neededBytes)} are needed${
        freeBytes === undefined ? "" : `, ${gigabytes(freeBytes)} are free`
      }.`,
    help: "Free some disk, or set GLOSS_HOME to a folder on another one, then run the same command again.",
  }),
  "install-folder": code({
    severity: "error",
    says: ({ folder, reason }: { folder: string; reason: string }) => `Can not write into ${folder}: ${reason}.`,
    help: "Set GLOSS_HOME to a folder that you may write to. Nothing was installed.",
  }),
  "install-step": code({
    severity: "error",
    says: ({ command, exit, tail }: { command: string; exit: string; tail: string }) =>
      `${command} ended with ${exit}${tail ? `: ${tail}` : "."}`,
    help: `Check the network (a proxy, a firewall, a mirror set for npm or pip) and the free disk. ${again}`,
  }),
  "install-hash": code({
    severity: "error",
    says: ({ file, expected, found }: { file: string; expected: string; found: string }) =>
      `The downloaded ${file} is not the expected file: sha256 ${found} instead of ${expected}.`,
    help: "It was deleted. Run the same command again; if it repeats, the package index (or its mirror) does not serve the original file.",
  }),
  "install-check": code({
    severity: "error",
    says: ({ reason }: { reason: string }) => `TensorFlow was built, but its self check failed: ${reason}.`,
    help: "It was not kept. Use --engine ort-cpu, and please report the message with your Linux, compiler and Node versions.",
  }),
  "install-interrupted": code({
    severity: "error",
    says: ({ kind }: { kind: string }) =>
      `The installation of TensorFlow (${kind}) was interrupted; nothing was left half done.`,
    help: again,
  }),
}

export const report = diagnoser(installCodes)

/** @example gigabytes(1_260_000_000) // "1.3 GB" */
export const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`

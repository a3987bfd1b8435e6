import { crc32, deflateRawSync } from 'node:zlib';

/** A zip archive of these files; `encrypted` marks them as such. */
export function zipOf(files: Readonly<Record<string, Buffer | string>>, encrypted = false): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const bytes = Buffer.from(content);
    const packed = deflateRawSync(bytes);
    // What the local header and the directory have in common, from the flags on.
    const common = Buffer.alloc(24);
    common.writeUInt16LE(encrypted ? 1 : 0, 0);
    common.writeUInt16LE(8, 2);
    common.writeUInt32LE(crc32(bytes), 8);
    common.writeUInt32LE(packed.length, 12);
    common.writeUInt32LE(bytes.length, 16);
    common.writeUInt16LE(Buffer.byteLength(name), 20);
    const local = [Buffer.from('504b03041400', 'hex'), common, Buffer.from(name), packed];
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.from('504b010214001400', 'hex'), common, tail, Buffer.from(name));
    parts.push(...local);
    offset += local.reduce((sum, { length }) => sum + length, 0);
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const end = Buffer.alloc(22);
  end.write('504b0506', 'hex');
  const count = Object.keys(files).length;
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, ...directory, end]);
}

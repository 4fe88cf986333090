import { generateKeyPairSync, sign } from "node:crypto";

/** A certificate for 127.0.0.1 and localhost that is its own CA, valid for a day. */
export function selfSignedCertificate(): { key: string; cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const name = sequence(set(sequence(oid(COMMON_NAME), der(0x0c, "kube-mps test"))));
  const hour = 3_600_000;
  const validity = sequence(utcTime(Date.now() - hour), utcTime(Date.now() + 24 * hour));
  const names = sequence(der(0x82, "localhost"), der(0x87, [127, 0, 0, 1]));
  const extensions = sequence(
    extension(SUBJECT_ALT_NAME, names),
    extension(BASIC_CONSTRAINTS, sequence(der(0x01, [0xff]))),
  );
  const body = sequence(
    der(0xa0, der(0x02, [2])), // version 3
    der(0x02, [1]), // serial number
    sequence(oid(ECDSA_WITH_SHA256)),
    name,
    validity,
    name,
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, extensions),
  );
  const signature = sign("sha256", body, privateKey);
  const certificate = sequence(
    body,
    sequence(oid(ECDSA_WITH_SHA256)),
    der(0x03, Buffer.concat([Buffer.of(0), signature])),
  );
  // No blank line, even if the last line is full: OpenSSL rejects it.
  const base64 = certificate.toString("base64").replaceAll(/.{64}(?=.)/g, "$&\n");
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`,
  };
}

// Object identifiers, encoded.
const COMMON_NAME = [0x55, 4, 3];
const SUBJECT_ALT_NAME = [0x55, 0x1d, 17];
const BASIC_CONSTRAINTS = [0x55, 0x1d, 19];
const ECDSA_WITH_SHA256 = [0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2];

/** A value in DER: tag, length, content. */
function der(tag: number, content: Uint8Array | string | number[]): Buffer {
  const bytes = typeof content === "string" ? Buffer.from(content) : Buffer.from(content as Buffer);
  const { length } = bytes;
  const size =
    length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.of(tag, ...size), bytes]);
}

function sequence(...items: Buffer[]): Buffer {
  return der(0x30, Buffer.concat(items));
}

function set(...items: Buffer[]): Buffer {
  return der(0x31, Buffer.concat(items));
}

function oid(bytes: number[]): Buffer {
  return der(0x06, bytes);
}

function utcTime(time: number): Buffer {
  const digits = new Date(time).toISOString().replaceAll(/\D/g, "");
  return der(0x17, `${digits.slice(2, 14)}Z`);
}

function extension(id: number[], content: Buffer): Buffer {
  return sequence(oid(id), der(0x04, content));
}

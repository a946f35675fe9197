/** One file of a ZIP archive (APPNOTE.TXT 4.3; no encryption, no ZIP64). */
export declare function unzipped(archive: Buffer, name: string): Buffer;

/** What a thread is started for. */
export interface StudentErrand {
    readonly folder: string;
    /** Of the artefact that the folder must hold. */
    readonly checksum: string;
}

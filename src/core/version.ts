/** The version that inserted cells carry in their metadata; a spec keeps it equal to package.json's. */
export const version = '0.1.0';

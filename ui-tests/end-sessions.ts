import type { APIRequestContext } from '@playwright/test';

/** Ends the kernels of the notebooks in a folder, for tests that do without Galata's stand-in for the server's sessions. */
export async function endSessions(
  request: APIRequestContext,
  folder: string
): Promise<void> {
  const response = await request.get('/api/sessions');
  const sessions = (await response.json()) as { id: string; path: string }[];
  for (const { id, path } of sessions) {
    if (path.startsWith(folder)) {
      await request.delete(`/api/sessions/${id}`);
    }
  }
}

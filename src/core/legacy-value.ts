/** TensorFlow compares with exactly these (`tensorflow/python/util/lazy_loader.py`, seen in 2.16.2 and 2.21). */
const valuesThatCount = ['1', 'true', 'True'];

/** Whether TensorFlow takes this value of TF_USE_LEGACY_KERAS for a yes. */
export function isLegacyValue(value: string | null): boolean {
  return value !== null && valuesThatCount.includes(value);
}

/** The versions of these transactions as the form was shown them: fields of an id and a number. */
export function readVersions(form: FormData, transactionIds: readonly string[]): Record<string, number> {
  const versions: Record<string, number> = {};
  for (const field of form.getAll('version').map(String)) {
    const [id = '', version] = field.split(' ');
    const number = Number(version);
    if (transactionIds.includes(id) && Number.isSafeInteger(number)) versions[id] = number;
  }
  return versions;
}

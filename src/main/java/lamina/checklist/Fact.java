package lamina.checklist;

/**
 * What a record says.
 *
 * @param subject model, store or data file that it is of
 * @param what it is, for example {@code seed}
 * @param value as the record has it
 * @param file record that says it
 * @param field of the record: a path of names, a column, or what is counted
 */
public record Fact(String subject, String what, String value, String file, String field) {}

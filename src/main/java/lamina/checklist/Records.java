package lamina.checklist;

/** Files that know something of what the checklist asks. */
sealed interface Records permits ModelRecords, RunRecords {
  /**
   * Says what they know of a question, and what they lack.
   *
   * @param all whether scores of all languages are told, or their mean alone
   * @throws lamina.problem.Problem naming a record that is damaged
   */
  void tell(Question question, boolean all, Notes to);
}

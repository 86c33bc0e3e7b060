package lamina.data.format;

/** One small good file of every format. */
final class Samples {
  static final String CONLLU =
      """
      # sent_id = a-1
      # text = vámonos al mar
      1-2\tvámonos\t_\t_\t_\t_\t_\t_\t_\t_
      1\tvamos\tir\tVERB\t_\t_\t0\troot\t_\t_
      2\tnos\tnosotros\tPRON\t_\t_\t1\tobj\t_\t_
      2.1\tidos\tir\tVERB\t_\t_\t_\t_\t_\t_
      3-4\tal\t_\t_\t_\t_\t_\t_\t_\t_
      3\ta\ta\tADP\t_\t_\t5\tcase\t_\t_
      4\tel\tel\tDET\t_\t_\t5\tdet\t_\t_
      5\tmar\tmar\tNOUN\t_\t_\t1\tobl\t_\t_

      # sent_id = a-2
      1\tSí\tsí\tINTJ\t_\t_\t0\troot\t_\t_

      """;
  static final String WIKIANN = "Él\tO\nAna\tB-PER\nRuiz\tI-PER\n\nMadrid\tB-LOC\n\n";
  static final String WIKIANN_PREFIXED =
      "es:Él\tO\nes:Ana\tB-PER\nes:Ruiz\tI-PER\n\nes:Madrid\tB-LOC\n\n";
  static final String COLUMNS =
      """
      # sent_id = u-1
      # text = Él Ana Ruiz
      1\tÉl\tO\t-\t-
      2\tAna\tB-PER\t-\tann
      3\tRuiz\tI-PER\t-\tann

      # sent_id = u-2
      1\tMadrid\tB-LOC\t-\tann

      """;
  static final String XNLI =
      """
      language\tgold_label\tsentence1\tsentence2\tpairID
      es\tneutral\tÉl "vino.\tAna vino.\t7
      en\tentailment\tHe came.\tSomebody came.\t7
      es\tcontradiction\tÉl vino.\tNadie vino.\t8
      es\t-\tÉl vino.\tAsí es.\t9
      """;
  static final String XNLI_JSON =
      """
      {"language": "es", "gold_label": "neutral", "sentence1": "Él vino.", "sentence2": "Ana.", "pairID": "7"}
      {"language": "en", "gold_label": "entailment", "sentence1": "He came.", "sentence2": "One.", "pairID": "7"}
      {"language": "es", "gold_label": "contradiction", "sentence1": "Él vino.", "sentence2": "No.", "pairID": "8"}
      """;
  static final String XNLI_BY_LANGUAGE =
      "premise\thypothesis\tlabel\n"
          + "Él vino.\tAna vino.\tneutral\n"
          + "Él \"vino.\tNadie.\tcontradiction\n";
  static final String PAWSX =
      "id\tsentence1\tsentence2\tlabel\n"
          + "10\tÉl vino .\tVino él .\t1\n"
          + "12\tÉl vino .\tElla vino .\t0\n";
  static final String PAIR_TABLE =
      "label,id,premise,hypothesis\n"
          + "neutral,x,\"Él, que\n"
          + "vino\",Ana vino\n"
          + "contradiction,y,Él,Nadie\n";
  static final String WORD_TABLE =
      "words\ttags\tlanguage\nÉl Ana Ruiz\tO B-PER I-PER\tes\nMadrid\tB-LOC\tes\n";

  static final String GERMEVAL =
      """
      #\thttps://es.wikipedia.org/wiki/%C3%89l\t[2010-01-01]
      1\tÉl\tO\tO
      2\tmadrileño\tB-LOCderiv\tO
      3\tRuiz\tB-PER\tB-ORG

      #\thttps://es.wikipedia.org/wiki/Madrid\t[2010-01-01]
      1\tMadrid\tB-LOC\tO

      """;
  static final String BLANKS = "Él PRP O\nAna NNP B-PER\nRuiz NNP I-PER\n\nMadrid NNP B-LOC\n\n";
  static final String HEADERLESS =
      "Él vino.\tAna vino.\tneutral\nÉl \"vino.\tNadie.\tcontradiction\n";
  static final String TOKENS_JSON =
      """
      {"tokens": ["Él", "Ana", "Ruiz"], "ner_tags": [0, 1, 2], "langs": ["es", "es", "es"]}
      {"tokens": ["Madrid"], "ner_tags": [5], "langs": ["es"]}
      """;
  static final String PAIRS_JSON =
      """
      [
        {"premise": "Él vino.", "hypothesis": "Ana vino.", "label": 1},
        {"premise": "Él vino.", "hypothesis": "Nadie vino.", "label": 2}
      ]
      """;
  static final String VIEWER_JSON =
      """
      {"features": [{"feature_idx": 0, "name": "upos", "type":
        {"feature": {"names": ["INTJ", "PRON", "VERB"], "_type": "ClassLabel"}, "_type": "Sequence"}}],
      "rows": [
      {"row_idx": 0, "row": {"idx": "a", "tokens": ["Él", "vino"], "upos": [1, 2]}},
      {"row_idx": 1, "row": {"idx": "b", "tokens": ["Sí"], "upos": [0]}}
      ]}
      """;

  private Samples() {}
}

package lamina.lesson;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import lamina.language.Language;
import lamina.model.HeadKey;
import lamina.model.ModelSummary.Role;

/** One thing that a lesson puts on screen. */
public sealed interface Step {
  /** What every step has. */
  Title title();

  /** The models that it asks. */
  default Set<Role> roles() {
    return Set.of();
  }

  /** Its texts, blanks not filled. */
  default List<String> texts() {
    return List.of(title().heading(), title().text());
  }

  /**
   * What is read first.
   *
   * @param line of the lesson's file where the step begins, from 1
   * @param heading in large type; may hold blanks
   * @param text under it; may hold blanks, may be empty
   */
  record Title(int line, String heading, String text) {}

  /** Words alone. */
  record Say(Title title) implements Step {}

  /**
   * The sentence in some languages.
   *
   * @param tags whether the labels of its words are shown
   */
  record Show(Title title, List<Language> languages, boolean tags) implements Step {
    /** Copies the list. */
    public Show {
      languages = List.copyOf(languages);
    }
  }

  /**
   * What a model answers beside the labels, one language after the other.
   *
   * @param last whether its last layer alone answers, in place of the chosen head
   */
  record Predict(Title title, Role role, List<Language> languages, boolean last) implements Step {
    /** Copies the list. */
    public Predict {
      languages = List.copyOf(languages);
    }

    @Override
    public Set<Role> roles() {
      return Set.of(role);
    }
  }

  /**
   * What a model answers at one fusion layer after the other.
   *
   * @param reveal in the order in which they appear; empty for the last layer and then all others
   */
  record Layers(Title title, Role role, Language language, List<Stop> reveal) implements Step {
    /** Copies the list. */
    public Layers {
      reveal = List.copyOf(reveal);
    }

    @Override
    public Set<Role> roles() {
      return Set.of(role);
    }
  }

  /** Teacher and student on one sentence, with their sizes and scores. */
  record Compare(Title title, Language language) implements Step {
    @Override
    public Set<Role> roles() {
      return Set.of(Role.values());
    }
  }

  /** A question that is answered when the class has guessed. */
  record Guess(Title title, Question question, Explanation explanation) implements Step {
    @Override
    public Set<Role> roles() {
      return question.roles();
    }

    @Override
    public List<String> texts() {
      var texts = new ArrayList<>(Step.super.texts());
      texts.addAll(explanation.texts());
      if (question instanceof Question.Written written) {
        texts.addAll(written.choices());
      }
      return texts;
    }
  }

  /**
   * How typical the sentence is: its share of right words beside the score of its language.
   *
   * @param fusion whether the gain of the lower layer over the last one alone is told as well
   */
  record Typical(Title title, List<Role> models, List<Language> languages, boolean fusion)
      implements Step {
    /** Copies the lists. */
    public Typical {
      models = List.copyOf(models);
      languages = List.copyOf(languages);
    }

    @Override
    public Set<Role> roles() {
      return Set.copyOf(models);
    }
  }

  /** How long teacher and student take for the sentences, measured when the step is shown. */
  record Time(Title title) implements Step {
    @Override
    public Set<Role> roles() {
      return Set.of(Role.values());
    }
  }

  /** A head of a model, as a file names it. */
  sealed interface Stop {
    /** The last layer alone. */
    record Last() implements Stop {}

    /** The chosen head; where it has no gate to look at, see {@link Findings.Found#fused}. */
    record Chosen() implements Stop {}

    /** A fusion layer, from 1; skipped in models that have no head there. */
    record Layer(int layer) implements Stop {}

    /** The head that this is in a model. */
    default HeadKey in(Findings.Found model) {
      return switch (this) {
        case Last last -> HeadKey.LAST;
        case Chosen chosen ->
            model.model().chosen().variant().isBaseline() ? model.model().chosen() : model.fused();
        case Layer numbered -> new HeadKey(model.variant(), numbered.layer());
      };
    }
  }
}

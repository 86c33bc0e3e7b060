package lamina.ui.workspace;

import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import lamina.data.Task;
import lamina.fusion.Variant;
import lamina.fusion.Variants;
import lamina.language.Language;

/** What the person has chosen; every panel follows it. It knows no service and no panel. */
public final class Selection {
  private final ObjectProperty<Task> task = new SimpleObjectProperty<>(Task.DEFAULT);
  private final ObjectProperty<Language> language = new SimpleObjectProperty<>();
  private final ObjectProperty<Roles> roles = new SimpleObjectProperty<>(Roles.BOTH);
  private final ObjectProperty<Variant> variant =
      new SimpleObjectProperty<>(Variants.KNOWN.gated());
  private final IntegerProperty layer = new SimpleIntegerProperty(1);

  /** The task. */
  public ObjectProperty<Task> task() {
    return task;
  }

  /** The language; null before anything is known. */
  public ObjectProperty<Language> language() {
    return language;
  }

  /** Teacher, student or both. */
  public ObjectProperty<Roles> roles() {
    return roles;
  }

  /** The fusion. */
  public ObjectProperty<Variant> variant() {
    return variant;
  }

  /** The fusion layer of the teacher, 1 to L-1; L stands for the last layer alone. */
  public IntegerProperty layer() {
    return layer;
  }
}

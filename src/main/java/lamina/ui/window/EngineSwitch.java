package lamina.ui.window;

import java.util.function.Consumer;
import lamina.engine.EngineChoice;
import lamina.service.EngineInUse;
import lamina.service.Request;
import lamina.ui.workspace.BackgroundTasks;

/** Tells the service which engine a person prefers, and the window that it changed. */
final class EngineSwitch {
  private final BackgroundTasks work;
  private final Runnable changed;
  private EngineChoice asked = EngineChoice.AUTO;

  /**
   * A switch that stands at {@code auto}, as a service does.
   *
   * @param changed told when another engine computes
   */
  EngineSwitch(BackgroundTasks work, Runnable changed) {
    this.work = work;
    this.changed = changed;
  }

  /** Computes as a person prefers; where this machine can't, goes on as before and says why. */
  void prefer(EngineChoice choice) {
    if (!choice.equals(asked)) {
      var before = asked;
      asked = choice;
      work.ask(
          new Request.Use(choice),
          inUse -> changed.run(),
          failure -> asked = asked.equals(choice) ? before : asked); // it can be tried again
    }
  }

  /** Asks what this machine offers. */
  void offers(Consumer<EngineInUse> then) {
    work.ask(new Request.Offers(), then);
  }
}

package io.mediarouter.vertx.config;

import io.mediarouter.select.ServerChoice;
import io.mediarouter.select.ServerChoosing;
import io.mediarouter.vertx.config.form.Checks;
import io.mediarouter.vertx.config.form.Key;
import io.mediarouter.vertx.config.form.RecordForm;

/** The settings of how the transcoding servers of tasks are chosen. */
public record ChoiceConfig(
    @Key(
            value =
                "By what the transcoding server of a task is chosen: what it costs everybody"
                    + " (least-cost); or as a conventional balancer does, one after the other"
                    + " (round-robin) or the fewest tasks (least-connections), without a look at"
                    + " room.",
            name = "serverChoice",
            absent = "least-cost")
        ServerChoice choice,
    @Key(
            value =
                "Load that least-cost never raises a transcoding server above, relative to its"
                    + " capacity. Above 1, tasks share cores rather than be refused; 1 = never.",
            absent = "1.5",
            range = "0<..1000")
        double highestUtilization) {
  public static final ChoiceConfig DEFAULT = RecordForm.defaults(ChoiceConfig.class);

  public ChoiceConfig {
    Checks.require(
        highestUtilization > 0,
        "highestUtilization",
        Double.toString(highestUtilization),
        "above 0");
  }

  /** What chooses so; its turns begin anew. */
  public ServerChoosing choosing() {
    return new ServerChoosing(choice, highestUtilization);
  }
}

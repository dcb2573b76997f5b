package io.mediarouter.vertx.transcode;

import java.util.List;

/**
 * The result of the beginning of a run.
 *
 * @param first the transcode of its first part, joined by who began it
 * @param made all that it makes, the first included; none where the first is made already
 */
public record BegunRun(Transcode first, List<Transcode> made) {
  public BegunRun {
    made = List.copyOf(made);
  }
}

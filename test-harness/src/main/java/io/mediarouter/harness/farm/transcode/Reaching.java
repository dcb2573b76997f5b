package io.mediarouter.harness.farm.transcode;

import io.mediarouter.harness.farm.ffmpeg.MediaInfo;
import io.mediarouter.harness.farm.ffmpeg.Reach;
import io.mediarouter.harness.farm.ffmpeg.TranscodeSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The start of a task that may have to read its source from further before its beginning than the
 * first try does.
 */
final class Reaching {
  private Reaching() {}

  /** The start of a task that reads its source from somewhere. */
  interface Beginning {
    TranscodeTask start(@Nullable Reach reach) throws TranscodeFailure;
  }

  /** Starts what makes something, or the last of what could. */
  static TranscodeTask start(
      TranscodeSpec order, MediaInfo info, @Nullable Reach known, Beginning beginning)
      throws TranscodeFailure {
    List<Reach> reaches = order.reaches(info);
    if (reaches.size() == 1) {
      return beginning.start(known);
    }
    double spent = 0;
    for (Reach reach : reaches.subList(0, reaches.size() - 1)) {
      TranscodeTask task = beginning.start(reach);
      task.spentBefore(spent);
      if (task.makesSomething()) {
        return task;
      }
      spent += task.cpuSeconds();
      task.close();
    }
    TranscodeTask last = beginning.start(reaches.get(reaches.size() - 1));
    last.spentBefore(spent);
    return last;
  }
}

package io.mediarouter.vertx.batch;

import io.mediarouter.farm.ActiveTask;
import io.mediarouter.state.OwnedTable;
import io.mediarouter.vertx.transcode.Transcode;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The progress of a rendition, as its job's row was last told. For one thread at a time. */
final class RunProgress {
  private final OwnedTable<ActiveTask> tasks;
  private final TaskRow row;
  private boolean writing;
  private double written;
  private @Nullable String writtenServer;

  /** Nothing yet. */
  RunProgress(OwnedTable<ActiveTask> tasks, TaskRow row) {
    this.tasks = tasks;
    this.row = row;
  }

  /** The share of a transcode that its server says is made, 0..1. */
  double of(Transcode running) {
    return tasks.own(running.taskId()).map(ActiveTask::progress).orElse(0.0);
  }

  /** Writes where it runs and how far it is, if that has changed, by a percent at least. */
  void report(@Nullable String server, double share) {
    double progress = Math.max(written, Math.floor(share * 100) / 100);
    if (!writing && (progress != written || !Objects.equals(server, writtenServer))) {
      written = progress;
      writtenServer = server;
      writing = true;
      row.update(task -> task.on(server).at(progress)).onComplete(done -> writing = false);
    }
  }
}

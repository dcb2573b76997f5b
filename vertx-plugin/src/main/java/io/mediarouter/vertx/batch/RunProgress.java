package io.mediarouter.vertx.batch;

import io.mediarouter.farm.ActiveTask;
import io.mediarouter.state.OwnedTable;
import io.mediarouter.vertx.transcode.Transcode;

/** What a job's row was told of how far a rendition is. For one thread at a time. */
final class RunProgress {
  private final OwnedTable<ActiveTask> tasks;
  private final TaskRow row;
  private boolean writing;
  private double written;
  private String writtenServer = "";

  /** Nothing yet. */
  RunProgress(OwnedTable<ActiveTask> tasks, TaskRow row) {
    this.tasks = tasks;
    this.row = row;
  }

  /** Writes where it runs and how far it is, if that has changed, by a percent at least. */
  void report(Transcode running) {
    if (writing) {
      return;
    }
    double progress = percent(running);
    String server = running.serverId();
    if (progress != written || !server.equals(writtenServer)) {
      written = progress;
      writtenServer = server;
      writing = true;
      row.update(task -> task.on(server).at(progress)).onComplete(done -> writing = false);
    }
  }

  private double percent(Transcode running) {
    double progress = tasks.own(running.taskId()).map(ActiveTask::progress).orElse(0.0);
    return Math.max(written, Math.floor(progress * 100) / 100);
  }
}

package io.mediarouter.harness.farm;

import io.mediarouter.harness.farm.transcode.TaskReport;
import io.mediarouter.harness.farm.transcode.TranscodeFailure.Reason;
import io.mediarouter.harness.farm.transcode.TranscodeTask;
import io.mediarouter.harness.farm.transcode.TranscodeTasks;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * {@code GET /tasks}, {@code GET /tasks/ID}, {@code DELETE /tasks/ID}: the tasks, one task, the end
 * of a task.
 */
final class TasksServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient TranscodeTasks tasks;

  TasksServlet(TranscodeTasks tasks) {
    this.tasks = tasks;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String id = id(request);
    if (id.isEmpty()) {
      Json.send(response, tasks.reports());
      return;
    }
    Optional<TaskReport> report = tasks.report(id);
    if (report.isPresent()) {
      Json.send(response, report.get());
    } else {
      unknown(response);
    }
  }

  @Override
  protected void doDelete(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Optional<TranscodeTask> task = tasks.find(id(request));
    if (task.isPresent()) {
      task.get().kill(Reason.CANCELLED, "the task was cancelled");
      response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    } else {
      unknown(response);
    }
  }

  private static String id(HttpServletRequest request) {
    String path = request.getPathInfo();
    return path == null ? "" : path.substring(1);
  }

  private static void unknown(HttpServletResponse response) throws IOException {
    Problems.send(response, HttpServletResponse.SC_NOT_FOUND, "no such task");
  }
}

package io.mediarouter.harness.farm;

import io.mediarouter.harness.farm.ffmpeg.BadOrderException;
import io.mediarouter.harness.farm.ffmpeg.TranscodeSpec;
import io.mediarouter.harness.farm.transcode.Source;
import io.mediarouter.harness.farm.transcode.SourceReader;
import io.mediarouter.harness.farm.transcode.TranscodeFailure;
import io.mediarouter.harness.farm.transcode.TranscodeTask;
import io.mediarouter.harness.farm.transcode.TranscodeTasks;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Set;

/**
 * {@code GET /transcode}: streams a rendition while it is made.
 *
 * <p>The head of the answer waits for the first byte of output, so that a transcode that cannot
 * begin is a proper problem; one that fails later breaks the connection, so that it never looks
 * complete.
 */
final class TranscodeServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final Set<String> OWN_PARAMETERS = Set.of("source", "task");
  private static final int BUFFER_BYTES = 64 * 1024;

  private final transient SourceReader sources;
  private final transient TranscodeTasks tasks;

  TranscodeServlet(SourceReader sources, TranscodeTasks tasks) {
    this.sources = sources;
    this.tasks = tasks;
  }

  /** What a HEAD would tell is known only by doing the work. */
  @Override
  protected void doHead(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader("Allow", "GET");
    Problems.send(response, HttpServletResponse.SC_METHOD_NOT_ALLOWED, "only GET is answered here");
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!TaskAnswers.tellsItsEnd(request, response)) {
      return;
    }
    try {
      TranscodeSpec order = TranscodeSpec.parse(TaskAnswers.parameters(request), OWN_PARAMETERS);
      String id = TaskAnswers.taskId(request);
      tasks.checkRoom();
      Source source = sources.look(request.getParameter("source"));
      try (TranscodeTask task = tasks.start(id, order, source, TaskAnswers.connection(request))) {
        if (order.format().isStreamed()) {
          stream(task, order, response);
        } else {
          send(task, order, response);
        }
      }
    } catch (BadOrderException e) {
      Problems.send(response, e);
    } catch (TranscodeFailure e) {
      TaskAnswers.fail(response, e);
    }
  }

  private static void stream(TranscodeTask task, TranscodeSpec order, HttpServletResponse response)
      throws IOException, TranscodeFailure {
    byte[] buffer = new byte[BUFFER_BYTES];
    int count = task.read(buffer);
    if (count >= 0) {
      TaskAnswers.head(task, order.format().mediaType(), response);
    }
    OutputStream out = response.getOutputStream();
    for (; count >= 0; count = task.read(buffer)) {
      out.write(buffer, 0, count);
      out.flush();
    }
    task.finish();
  }

  private static void send(TranscodeTask task, TranscodeSpec order, HttpServletResponse response)
      throws IOException, TranscodeFailure {
    task.finish();
    TaskAnswers.head(task, order.format().mediaType(), response);
    response.setContentLengthLong(task.files().size(0));
    task.files().writeTo(0, response.getOutputStream());
  }
}

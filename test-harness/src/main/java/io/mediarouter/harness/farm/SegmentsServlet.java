package io.mediarouter.harness.farm;

import io.mediarouter.harness.farm.ffmpeg.BadOrderException;
import io.mediarouter.harness.farm.ffmpeg.SegmentOrder;
import io.mediarouter.harness.farm.transcode.SegmentStream;
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

/**
 * {@code GET /segments}: segments of a stream, one after the other, each sent when it is whole and
 * found to be what was asked for.
 *
 * <p>The head of the answer waits for the first segment, so that a run that cannot begin is a
 * proper problem; one that fails later breaks the connection.
 */
final class SegmentsServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final int BUFFER_BYTES = 64 * 1024;

  private final transient SourceReader sources;
  private final transient TranscodeTasks tasks;

  SegmentsServlet(SourceReader sources, TranscodeTasks tasks) {
    this.sources = sources;
    this.tasks = tasks;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!TaskAnswers.tellsItsEnd(request, response)) {
      return;
    }
    try {
      SegmentOrder order = SegmentOrder.parse(TaskAnswers.parameters(request));
      String id = TaskAnswers.taskId(request);
      tasks.checkRoom();
      Source source = sources.look(request.getParameter("source"));
      try (TranscodeTask task =
          tasks.startSegments(id, order, source, TaskAnswers.connection(request))) {
        stream(task, order, response);
      }
    } catch (BadOrderException e) {
      Problems.send(response, e);
    } catch (TranscodeFailure e) {
      TaskAnswers.fail(response, e);
    }
  }

  private static void stream(TranscodeTask task, SegmentOrder order, HttpServletResponse response)
      throws IOException, TranscodeFailure {
    SegmentStream segments = new SegmentStream(order);
    byte[] buffer = new byte[BUFFER_BYTES];
    for (int count = task.read(buffer); count >= 0; count = task.read(buffer)) {
      send(segments.of(buffer, count), task, order, response);
    }
    task.finish();
    segments.end();
  }

  private static void send(
      byte[] whole, TranscodeTask task, SegmentOrder order, HttpServletResponse response)
      throws IOException {
    if (whole.length > 0) {
      if (!response.isCommitted()) {
        TaskAnswers.head(task, order.mediaType(), response);
      }
      OutputStream out = response.getOutputStream();
      out.write(whole);
      out.flush();
    }
  }
}

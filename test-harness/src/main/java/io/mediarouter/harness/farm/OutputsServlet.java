package io.mediarouter.harness.farm;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.mediarouter.harness.farm.ffmpeg.BadOrderException;
import io.mediarouter.harness.farm.ffmpeg.TranscodeSpec;
import io.mediarouter.harness.farm.transcode.OutputFiles;
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
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * {@code POST /outputs}: several renditions of one source by one ffmpeg, answered as {@code
 * multipart/mixed}, one part with its length for each output, in the order in which they were asked
 * for.
 *
 * <p>The parts come when all of them are whole. Until then an empty line before the first part
 * tells that ffmpeg gets on, so a client can tell work from a stall. The head waits until ffmpeg
 * writes to each output: what cannot begin is a proper problem; what fails later breaks the
 * connection.
 */
final class OutputsServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final Duration BEAT = Duration.ofMillis(500);
  private static final String LINE_END = "\r\n";

  private final transient SourceReader sources;
  private final transient TranscodeTasks tasks;

  OutputsServlet(SourceReader sources, TranscodeTasks tasks) {
    this.sources = sources;
    this.tasks = tasks;
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!TaskAnswers.tellsItsEnd(request, response)) {
      return;
    }
    try {
      OutputsOrder order = OutputsOrder.read(request.getInputStream());
      tasks.checkRoom();
      Source source = sources.look(order.source());
      try (TranscodeTask task =
          tasks.startMany(order.task(), order.outputs(), source, TaskAnswers.connection(request))) {
        answer(task, order.outputs(), response);
      }
    } catch (BadOrderException e) {
      Problems.send(response, e);
    } catch (TranscodeFailure e) {
      TaskAnswers.fail(response, e);
    }
  }

  private static void answer(
      TranscodeTask task, List<TranscodeSpec> outputs, HttpServletResponse response)
      throws IOException, TranscodeFailure {
    String boundary = UUID.randomUUID().toString();
    String mediaType = "multipart/mixed; boundary=" + boundary;
    OutputStream out = response.getOutputStream();
    double before = 0;
    while (!task.awaitEnd(BEAT)) {
      double made = task.report().mediaSeconds();
      if (made > before && task.files().haveBegun()) {
        beat(task, mediaType, response, out);
        before = made;
      }
    }
    task.finish();
    send(task, mediaType, response, outputs, boundary, out);
  }

  private static void beat(
      TranscodeTask task, String mediaType, HttpServletResponse response, OutputStream out)
      throws IOException {
    if (!response.isCommitted()) {
      TaskAnswers.head(task, mediaType, response);
    }
    print(out, LINE_END);
    out.flush();
  }

  private static void send(
      TranscodeTask task,
      String mediaType,
      HttpServletResponse response,
      List<TranscodeSpec> outputs,
      String boundary,
      OutputStream out)
      throws IOException {
    if (!response.isCommitted()) {
      TaskAnswers.head(task, mediaType, response);
    }
    OutputFiles files = task.files();
    for (int i = 0; i < outputs.size(); i++) {
      print(out, "\r\n--" + boundary + "\r\nContent-Type: " + outputs.get(i).format().mediaType());
      print(out, "\r\nContent-Length: " + files.size(i) + "\r\n\r\n");
      files.writeTo(i, out);
    }
    print(out, "\r\n--" + boundary + "--\r\n");
  }

  private static void print(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(US_ASCII));
  }
}

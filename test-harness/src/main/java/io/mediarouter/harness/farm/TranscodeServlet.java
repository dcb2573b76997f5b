package io.mediarouter.harness.farm;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediarouter.harness.ffmpeg.BadOrderException;
import io.mediarouter.harness.ffmpeg.TranscodeOrder;
import io.mediarouter.harness.transcode.ClientConnection;
import io.mediarouter.harness.transcode.Source;
import io.mediarouter.harness.transcode.SourceReader;
import io.mediarouter.harness.transcode.TaskReport;
import io.mediarouter.harness.transcode.TranscodeFailure;
import io.mediarouter.harness.transcode.TranscodeTask;
import io.mediarouter.harness.transcode.TranscodeTasks;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * {@code GET /transcode}: streams a rendition while it is made.
 *
 * <p>The head of the answer waits for the first byte of output, so that a transcode that cannot
 * begin is a proper problem; one that fails later breaks the connection, so that it never looks
 * complete.
 */
final class TranscodeServlet extends HttpServlet {
  static final String TASK_HEADER = "Transcode-Task";

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
    if (request.getProtocol().equals("HTTP/1.0")) {
      Problems.send(
          response,
          HttpServletResponse.SC_HTTP_VERSION_NOT_SUPPORTED,
          "HTTP/1.1 is needed to tell an end from a break");
      return;
    }
    try {
      TranscodeOrder order = TranscodeOrder.parse(parameters(request), OWN_PARAMETERS);
      String id = taskId(request);
      tasks.checkRoom();
      Source source = sources.look(request.getParameter("source"));
      try (TranscodeTask task = tasks.start(id, order, source, connection(request))) {
        stream(task, order, response);
      }
    } catch (BadOrderException e) {
      Problems.send(response, e);
    } catch (TranscodeFailure e) {
      fail(response, e);
    }
  }

  private static Map<String, List<String>> parameters(HttpServletRequest request) {
    return request.getParameterMap().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, each -> Arrays.asList(each.getValue())));
  }

  private static String taskId(HttpServletRequest request) {
    String asked = request.getParameter("task");
    if (asked == null) {
      return UUID.randomUUID().toString();
    }
    return TaskIds.checked(asked);
  }

  private static ClientConnection connection(HttpServletRequest request) {
    return new ClientConnection(
        new InetSocketAddress(request.getLocalAddr(), request.getLocalPort()),
        new InetSocketAddress(request.getRemoteAddr(), request.getRemotePort()));
  }

  private static void stream(TranscodeTask task, TranscodeOrder order, HttpServletResponse response)
      throws IOException, TranscodeFailure {
    byte[] buffer = new byte[BUFFER_BYTES];
    int count = task.read(buffer);
    if (count >= 0) {
      head(task, order, response);
    }
    OutputStream out = response.getOutputStream();
    for (; count >= 0; count = task.read(buffer)) {
      out.write(buffer, 0, count);
      out.flush();
    }
    task.finish();
  }

  private static void head(TranscodeTask task, TranscodeOrder order, HttpServletResponse response) {
    response.setContentType(order.format().mediaType());
    response.setHeader("Cache-Control", "no-store");
    response.setHeader(TASK_HEADER, task.id());
    response.setHeader("Trailer", LoadReport.HEADER);
    response.setTrailerFields(() -> Map.of(LoadReport.HEADER, "JSON " + cost(task.report())));
  }

  private static ObjectNode cost(TaskReport report) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.putObject("request_cost")
        .put("cpu_seconds", report.cpuSeconds())
        .put("media_seconds", report.mediaSeconds())
        .put("wall_seconds", report.wallSeconds());
    return root;
  }

  private static void fail(HttpServletResponse response, TranscodeFailure failure)
      throws IOException {
    if (response.isCommitted()) {
      throw new BrokenTransferException(failure);
    }
    Problems.send(response, failure);
  }
}

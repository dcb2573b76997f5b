package io.mediarouter.harness.farm;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediarouter.harness.farm.transcode.ClientConnection;
import io.mediarouter.harness.farm.transcode.TaskReport;
import io.mediarouter.harness.farm.transcode.TranscodeFailure;
import io.mediarouter.harness.farm.transcode.TranscodeTask;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.coyote.CloseNowException;

/** The common part of all answers that carry the output of a task. */
final class TaskAnswers {
  static final String TASK_HEADER = "Transcode-Task";

  private TaskAnswers() {}

  /**
   * Whether the client's protocol tells an end from a break; otherwise it has been told that it is
   * needed.
   */
  static boolean tellsItsEnd(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (request.getProtocol().equals("HTTP/1.0")) {
      Problems.send(
          response,
          HttpServletResponse.SC_HTTP_VERSION_NOT_SUPPORTED,
          "HTTP/1.1 is needed to tell an end from a break");
      return false;
    }
    return true;
  }

  /** What stands in a request's query. */
  static Map<String, List<String>> parameters(HttpServletRequest request) {
    return request.getParameterMap().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, each -> Arrays.asList(each.getValue())));
  }

  /** The name that a request gives its task, or a new one. */
  static String taskId(HttpServletRequest request) {
    String asked = request.getParameter("task");
    if (asked == null) {
      return UUID.randomUUID().toString();
    }
    return TaskIds.checked(asked);
  }

  /** The connection whose end ends the task. */
  static ClientConnection connection(HttpServletRequest request) {
    return new ClientConnection(
        new InetSocketAddress(request.getLocalAddr(), request.getLocalPort()),
        new InetSocketAddress(request.getRemoteAddr(), request.getRemotePort()));
  }

  /** Sets the head of an answer at whose end the task tells what it has cost. */
  static void head(TranscodeTask task, String mediaType, HttpServletResponse response) {
    response.setContentType(mediaType);
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

  /** A problem, or a broken transfer where the head was sent. */
  static void fail(HttpServletResponse response, TranscodeFailure failure) throws IOException {
    if (response.isCommitted()) {
      throw new BrokenTransferException(failure);
    }
    Problems.send(response, failure);
  }

  /** A body that cannot be completed after its head was sent: Tomcat then cuts the connection. */
  private static final class BrokenTransferException extends CloseNowException {
    private static final long serialVersionUID = 1L;

    BrokenTransferException(Throwable cause) {
      super(String.valueOf(cause.getMessage()), cause);
    }
  }
}

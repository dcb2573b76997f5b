package io.mediarouter.harness.farm;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mediarouter.harness.farm.ffmpeg.BadOrderException;
import io.mediarouter.harness.farm.transcode.TranscodeFailure;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers that report a problem as {@code application/problem+json} (RFC 9457). */
final class Problems {
  /** No constant in the servlet API: the store has no room (RFC 4918). */
  static final int INSUFFICIENT_STORAGE = 507;

  private static final int UNPROCESSABLE = 422;

  private Problems() {}

  static void send(HttpServletResponse response, int status, String detail) throws IOException {
    ObjectNode problem =
        JsonNodeFactory.instance.objectNode().put("status", status).put("detail", detail);
    send(response, status, problem);
  }

  static void send(HttpServletResponse response, BadOrderException bad) throws IOException {
    int status = HttpServletResponse.SC_BAD_REQUEST;
    ObjectNode problem = JsonNodeFactory.instance.objectNode().put("status", status);
    problem.put("detail", String.valueOf(bad.getMessage())).put("parameter", bad.parameter());
    send(response, status, problem);
  }

  static void send(HttpServletResponse response, TranscodeFailure failure) throws IOException {
    if (failure.reason() == TranscodeFailure.Reason.BUSY) {
      response.setHeader("Retry-After", "1");
    }
    send(response, status(failure.reason()), String.valueOf(failure.getMessage()));
  }

  static int status(TranscodeFailure.Reason reason) {
    return switch (reason) {
      case SOURCE_REFUSED -> HttpServletResponse.SC_FORBIDDEN;
      case SOURCE_MISSING -> HttpServletResponse.SC_NOT_FOUND;
      case SOURCE_UNREADABLE -> HttpServletResponse.SC_BAD_GATEWAY;
      case SOURCE_TYPE -> HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE;
      case UNTRANSCODABLE -> UNPROCESSABLE;
      case BUSY, CANCELLED, CLIENT_GONE -> HttpServletResponse.SC_SERVICE_UNAVAILABLE;
      case DUPLICATE_TASK -> HttpServletResponse.SC_CONFLICT;
      case NO_SPACE -> INSUFFICIENT_STORAGE;
      case TIMED_OUT -> HttpServletResponse.SC_GATEWAY_TIMEOUT;
      case ENCODER_FAILED -> HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
    };
  }

  private static void send(HttpServletResponse response, int status, ObjectNode problem)
      throws IOException {
    response.setStatus(status);
    Json.send(response, "application/problem+json", problem);
  }
}

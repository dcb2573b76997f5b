package io.mediarouter.harness.farm.fault;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * {@code /faults}: GET shows the present faults, PUT replaces them, DELETE heals all of them. The
 * keys are those of {@link FaultPlan}.
 */
public final class FaultsServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient FaultBoard board;

  public FaultsServlet(FaultBoard board) {
    this.board = board;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    send(response, "application/json", FaultPlanJson.write(board.plan()));
  }

  @Override
  protected void doPut(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    byte[] json = request.getInputStream().readAllBytes();
    try {
      board.replace(FaultPlanJson.read(new String(json, StandardCharsets.UTF_8)));
      doGet(request, response);
    } catch (IllegalArgumentException e) {
      refuse(response, String.valueOf(e.getMessage()));
    }
  }

  @Override
  protected void doDelete(HttpServletRequest request, HttpServletResponse response) {
    board.heal();
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
  }

  private static void refuse(HttpServletResponse response, String detail) throws IOException {
    int status = HttpServletResponse.SC_BAD_REQUEST;
    response.setStatus(status);
    send(
        response,
        "application/problem+json",
        JsonNodeFactory.instance
            .objectNode()
            .put("status", status)
            .put("detail", detail)
            .toString());
  }

  private static void send(HttpServletResponse response, String type, String json)
      throws IOException {
    response.setContentType(type);
    response.setHeader("Cache-Control", "no-store");
    response.getOutputStream().write(json.getBytes(StandardCharsets.UTF_8));
  }
}

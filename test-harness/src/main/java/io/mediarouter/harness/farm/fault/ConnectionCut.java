package io.mediarouter.harness.farm.fault;

import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/**
 * Gives a request the means to close its connection without an answer, which the servlet API lacks.
 */
public final class ConnectionCut extends ValveBase {
  private static final String ATTRIBUTE = ConnectionCut.class.getName();

  public ConnectionCut() {
    super(true);
  }

  @Override
  public void invoke(Request request, Response response) throws IOException, ServletException {
    Runnable cut = () -> response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, null);
    request.setAttribute(ATTRIBUTE, cut);
    getNext().invoke(request, response);
  }

  /** Closes the connection now; what was flushed has gone out. */
  static void of(ServletRequest request) {
    if (request.getAttribute(ATTRIBUTE) instanceof Runnable cut) {
      cut.run();
    }
  }
}

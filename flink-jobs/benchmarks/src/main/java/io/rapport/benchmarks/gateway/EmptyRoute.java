package io.rapport.benchmarks.gateway;

import io.undertow.Undertow;
import java.net.InetSocketAddress;

/** The main class of a server with one empty route, by the HTTP framework of the gateway. */
public final class EmptyRoute {

  private EmptyRoute() {}

  public static void main(String[] arguments) {
    Undertow server =
        Undertow.builder()
            .addHttpListener(0, "127.0.0.1")
            .setIoThreads(2)
            .setHandler(exchange -> exchange.getResponseSender().send(""))
            .build();
    server.start();
    int port = ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
    MeasuredProcess.serve("http://127.0.0.1:" + port);
  }
}

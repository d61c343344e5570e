/** The same events as messages of a WebSocket: gets through where something in between holds streams back. */
export class WebSocketTransport {
  name = 'websocket';
  #url;

  constructor(http) {
    this.#url = new URL(http.url('/api/ai/ws'), location.href);
    this.#url.protocol = this.#url.protocol.replace('http', 'ws');
  }

  open(cursor, { onEvent, onEnd }) {
    const socket = new WebSocket(this.#url.href + (cursor && `?after=${encodeURIComponent(cursor)}`));
    socket.addEventListener('message', message => {
      const { event, id, data } = JSON.parse(message.data);
      onEvent(event, id ?? '', data);
    });
    socket.addEventListener('close', () => onEnd());
    return () => socket.close();
  }
}

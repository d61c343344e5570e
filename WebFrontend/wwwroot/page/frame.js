/** Runs `draw` once in the next frame, however often it is asked for. In a hidden tab nothing is drawn until it is seen again. */
export function onceAFrame(draw) {
  let asked = false;
  return () => {
    if (!asked) {
      asked = true;
      requestAnimationFrame(() => {
        asked = false;
        draw();
      });
    }
  };
}

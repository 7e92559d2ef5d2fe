const SHARE = 0.4;

/** Calls `then` once, when a good part of the element has come into view. */
export function onceSeen(element, then) {
  const observer = new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting)) {
      observer.disconnect();
      then();
    }
  }, { threshold: SHARE });
  observer.observe(element);
  return () => observer.disconnect();
}

/** What a stranger might put wherever text is kept. None of it may ever be more than characters. */
export const hostileTexts: readonly string[] = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(2)>',
  '"><svg onload=alert(3)>',
  "'-alert(4)-'",
  'javascript:alert(5)',
  '</title><script>alert(6)</script>',
  '<iframe srcdoc="<script>alert(7)</script>"></iframe>',
  '{{constructor.constructor("alert(8)")()}}',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it must not be one
  '${alert(9)}',
  '<a href="javascript:alert(10)">open</a>',
  '--><!--<img src=x onerror=alert(11)>',
  '\u202e<style>@import"//evil.example"</style>\u2028<body onload=alert(12)>',
];

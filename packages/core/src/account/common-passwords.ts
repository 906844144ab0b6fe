// Those of at least ten characters that stand at the top of published lists of leaked passwords.
const COMMON = new Set([
  ...['1234567890', '0123456789', '0987654321', '9876543210', '12345678910', '123456789a', 'a123456789'],
  ...['1q2w3e4r5t', '1qaz2wsx3edc', 'q1w2e3r4t5', 'qwertyuiop', 'qwerty1234', 'qwerty12345', 'qwerty123456'],
  ...['1234qwerasdf', 'asdfghjkl1', 'asdfghjkl123', 'zxcvbnm123', 'abcdefghij', 'abcd123456', 'abc1234567'],
  ...['password12', 'password123', 'password1234', 'password01', 'passw0rd12', 'p@ssw0rd123', 'p@ssword123'],
  ...[
    'mypassword',
    'mypassword1',
    'newpassword',
    'password!1',
    'passwordpassword',
    'changeme123',
    'letmein123',
  ],
  ...['welcome123', 'welcome1234', 'iloveyou12', 'iloveyou123', 'sunshine12', 'princess12', 'football12'],
  ...['baseball12', 'basketball', 'superman12', 'liverpool1', 'manchester', 'manchester1', 'chocolate1'],
  ...['administrator', 'admin12345', 'admin123456', 'administrator1', 'test123456', 'qwe1234567'],
]);

/** Whether a password is one of the first that are guessed, or one character again and again. */
export function isCommonPassword(password: string): boolean {
  const plain = password.toLowerCase();
  return COMMON.has(plain) || /^(.)\1*$/.test(plain);
}

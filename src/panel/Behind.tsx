import { rules } from '../rules/index.ts';

/** What would fail next once this cause is fixed, so that the server is fixed once. */
export default function Behind({ rules: ids }: { rules: readonly string[] }) {
  const titles = ids.map((id) => rules.find((rule) => rule.id === id)?.title ?? id);
  return (
    <div className="behind">
      <p>Once that is fixed, this would fail next. Fix it in the same go:</p>
      <ul>
        {titles.map((title) => (
          <li key={title}>{title}</li>
        ))}
      </ul>
    </div>
  );
}

import { rules } from '../rules/index.ts';

/** What would fail next once this cause is repaired, so that the server is repaired once. */
export default function Behind({ rules: ids }: { rules: readonly string[] }) {
  const titles = ids.map((id) => rules.find((rule) => rule.id === id)?.title ?? id);
  return (
    <div className="behind">
      <p>Once that is repaired, this would fail next. Repair it in the same go:</p>
      <ul>
        {titles.map((title) => (
          <li key={title}>{title}</li>
        ))}
      </ul>
    </div>
  );
}

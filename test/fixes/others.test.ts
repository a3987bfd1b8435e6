import { dozen } from './dozen.ts';
import { hosted, lane } from './lane.ts';

lane(hosted.filter((id) => !dozen.includes(id)));

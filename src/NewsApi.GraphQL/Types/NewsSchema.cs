using GraphQL.Introspection;
using GraphQLParser.AST;
using NewsApi.Content.Articles;
using NewsApi.Content.Entities;
using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Conditions;
using NewsApi.GraphQL.Declaring;
using NewsApi.GraphQL.Filtering;
using NewsApi.GraphQL.Mutations;
using NewsApi.GraphQL.Paging;
using NewsApi.GraphQL.Subscriptions;

namespace NewsApi.GraphQL.Types;

/// <summary>The schema: what is in it, and its text.</summary>
public sealed class NewsSchema : Schema
{
    private readonly TableTypes _types = new();

    public NewsSchema()
    {
        var types = _types;
        var connections = new ConnectionField(types);
        var (node, entity) = (new NodeInterface(types), new EntityInterface(types));
        types.Add(new ArticleType(node));
        types.Add(new PersonType(node, entity, connections));
        types.Add(new PlaceType(node, entity, connections));
        types.Add(new TopicType(node, entity, connections));
        types.Add(new MentionType());
        types.Add(new ArticleVersionType());

        Directives.Register(new SpecifiedByDirective());
        NewerIntrospection.Announce(this);
        Comparer = new TypesByName();
        Description = "NewsApi: articles, people, places and topics.";
        Query = new QueryType(types, connections);
        var mutations = new MutationType();
        Mutation = mutations;
        Subscription = new SubscriptionType();
        RegisterTypes([node, entity, .. types.All]);
        RegisterTypes(
            new RecordType<Image>(("Url", "URL")), new RecordType<InformationSource>(), new RecordType<Correction>(), new RecordType<Span>(),
            new WireType(), ConnectionTypes.PageInfo());
        RegisterTypes(
            new EnumType<BodyFormat>(), new EnumType<ArticleStatus>(), new EnumType<EntityKind>(), new EnumType<MentionRelation>(), new SortEnumType(),
            new DateTimeType(), new UrlType());
        RegisterTypes([.. mutations.Types(), .. SubscriptionType.Payloads()]);
        TableType[] listed = [types[ContentTable.Article], types[ContentTable.Person], types[ContentTable.Place], types[ContentTable.Topic]];
        foreach (var type in listed)
        {
            RegisterTypes([.. ConnectionTypes.Of(type), SortInputs.Of(type)]);
        }

        RegisterTypes([.. listed.Append(types[ContentTable.Mention]).Select(FilterInputs.Of)]);
        FilterField[] filters = [.. types.All.SelectMany(t => t.Filters)];
        RegisterTypes([.. filters.OfType<FilterRelation>().Where(r => !r.One).DistinctBy(r => r.InputType).Select(r => FilterInputs.ListOf(types[r.Relation.To]))]);
        RegisterTypes([.. filters.OfType<FilterScalar>().DistinctBy(s => s.InputType).Select(FilterInputs.OperationsOf), FilterInputs.ListOfTexts()]);
        Initialize();
        NewerIntrospection.AddTo(this);
        Text = this.Print();
    }

    /// <summary>The schema's text in SDL, types by name, fields in the order in which they were declared.</summary>
    public string Text { get; }

    /// <summary>The type at the root of operations of a kind.</summary>
    internal static IObjectGraphType RootOf(ISchema schema, OperationType kind) => kind switch
    {
        OperationType.Mutation => schema.Mutation!,
        OperationType.Subscription => schema.Subscription!,
        _ => schema.Query,
    };

    /// <summary>Reads a filter of articles.</summary>
    /// <param name="maxSize">How much it may ask for (<see cref="Loading.OperationOptions.MaxFilterSize"/>).</param>
    internal Condition ReadArticleFilter(IDictionary<string, object?>? filter, int maxSize) => _types.FilterReader(maxSize).Read(ContentTable.Article, filter);

    private void RegisterTypes(params IGraphType[] types)
    {
        foreach (var type in types)
        {
            RegisterType(type);
        }
    }

    // Types by name, so that a new one moves nothing else in the published file; fields stay as they were declared.
    private sealed class TypesByName : DefaultSchemaComparer
    {
        public override IComparer<IGraphType> TypeComparer { get; } =
            Comparer<IGraphType>.Create((a, b) => string.CompareOrdinal(a.Name, b.Name));
    }
}
